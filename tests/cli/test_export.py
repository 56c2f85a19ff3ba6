"""One file to hand on, to keep, to archive: who the person is stays at home."""

import html
import io
import json
import quopri
import re
import shutil
import stat
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from warcio.archiveiterator import ArchiveIterator

from meta_objection.cli.export import Kind, export
from meta_objection.errors import BadSettings
from meta_objection.receipts import Draft, chain, read, verify
from meta_objection.receipts.share import personal_values
from meta_objection.receipts.unreadable import NotMaskedError, require_unreadable
from meta_objection.redaction import MASK
from meta_objection.settings import Place
from tests.command import Desk
from tests.receipts.examples import STARTED, a_png, a_receipt

pytestmark = pytest.mark.usefixtures("own_place")

REASON = "I am Ada Lovelace, ada@example.org, and Ada's pictures are mine. Call +49 30 123456."
WHO = ["ada@example.org", "Lovelace", "Ada", "+49 30 123456", "Lady of the Account"]
MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "Content-Location: https://www.facebook.com/help/contact/1\r\n\r\n<h1>Gr=C3=B6=C3=9Fe</h1>\r\n--x\r\n"
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Location: https://static.xx.fbcdn.net/a.png?b=1\r\n\r\niVBORw0KGgo=\r\n--x\r\n"
    "Content-Type: text/css\r\nContent-Location: cid:css-1\r\n\r\np {}\r\n--x--\r\n"
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
    draft.picture("review", a_png())
    draft.picture("end", a_png())
    for name in ("covered-review.jpg", "covered-end.jpg"):
        draft.add(name, b"\xff\xd8\xff masked")
    draft.add("page.mhtml", MHTML.encode())
    draft.add("page.txt", b"- button: Lady of the Account\n")
    answer = {"url": "https://www.facebook.com/x?u=ada", "status": 200, "received": STARTED.isoformat()}
    answer |= {"headers": [["Date", "Sun, 22 Nov 2026 10:15:08 GMT"], ["X-Who", "Ada"]], "body": "Ada"}
    draft.add("response.json", json.dumps(answer).encode())
    return draft.finish(
        a_receipt(
            answers={"email": "ada@example.org", "name": "Ada Lovelace", "phone": "+49 30 123456", "reason": REASON},
            asked={"Email address": "ada@example.org", "How does it impact you?": REASON},
            confirmation="Thank you, Ada. We write to ADA@example.org.",
            account="Lady of the Account",
        )
    )


def exported(kept: Path, kind: Kind) -> bytes:
    path = kept.parents[2] / f"copy.{kind}"
    export(kept.name, kind, path, Place(home=kept.parents[1]))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return path.read_bytes()


def test_a_page_is_printed_when_somebody_wants_it_on_paper(kept: Path, tmp_path: Path) -> None:
    printed = tmp_path / "printed.pdf"
    words = ("receipts", "export", kept.name, "--pdf", "--home", str(kept.parents[1]), "--to", str(printed))

    assert Desk(tmp_path).run(*words).code == 0
    assert printed.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(printed.stat().st_mode) == 0o600
    assert not (kept / "receipt.pdf").exists()
    assert verify(kept).problems == ()


def test_a_receipt_that_was_printed_gives_its_own_pdf(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
    folder = draft.finish(a_receipt(), to_paper=lambda _: b"%PDF-its own")

    assert exported(folder, Kind.PDF) == b"%PDF-its own"


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (whole,) = folder.iterdir()
    return whole


def test_nobody_can_read_in_a_shared_copy_who_the_person_is(kept: Path, tmp_path: Path) -> None:
    copy = unpacked(exported(kept, Kind.SHARE), tmp_path / "lawyer")
    contents = {path.name: re.sub(rb"base64,[\w+/=]+", b"", path.read_bytes()) for path in copy.iterdir()}

    # As whole words: the letters of a short name may stand in any check sum.
    sought = [(who, re.compile(rb"(?<!\w)" + re.escape(who.encode()) + rb"(?!\w)", re.IGNORECASE)) for who in WHO]
    assert [(name, who) for name, content in contents.items() for who, word in sought if word.search(content)] == []
    assert str(tmp_path).encode() not in b"".join(contents.values())
    assert {"page.mhtml", "page.txt", "01-review.png", "02-end.png"}.isdisjoint(contents)
    assert contents["confirmation.txt"].decode() == f"Thank you, {MASK}. We write to {MASK}."
    assert "pictures are mine" in contents["receipt.json"].decode()


def test_a_shared_copy_names_its_original_and_is_signed_anew(kept: Path, tmp_path: Path) -> None:
    copy = unpacked(exported(kept, Kind.SHARE), tmp_path / "lawyer")
    told = read(copy).shared_from

    assert told
    assert (told.receipt, told.manifest) == (kept.name, f"sha256:{chain.digest_of(kept)}")
    assert [problem for problem in verify(copy).problems if not problem.is_warning] == []
    assert verify(copy).signed_by == verify(kept).signed_by
    assert read(copy).outcome is read(kept).outcome
    assert read(copy).times == read(kept).times


def test_a_shared_copy_is_checked_without_this_program(kept: Path, tmp_path: Path) -> None:
    sha256sum, ssh_keygen = shutil.which("sha256sum"), shutil.which("ssh-keygen")
    if sha256sum is None or ssh_keygen is None:
        pytest.skip("sha256sum or ssh-keygen is not installed")
    copy = unpacked(exported(kept, Kind.SHARE), tmp_path / "lawyer")
    subprocess.run([sha256sum, "-c", "--strict", "MANIFEST.sha256"], cwd=copy, check=True, capture_output=True)
    command = re.search(r"ssh-keygen (-Y verify .*) <", (copy / "VERIFY.txt").read_text(encoding="utf-8"))
    assert command
    manifest = (copy / "MANIFEST.sha256").read_bytes()
    subprocess.run([ssh_keygen, *command[1].split()], cwd=copy, input=manifest, check=True, capture_output=True)


def test_a_shared_copy_says_on_its_page_what_it_is(kept: Path, tmp_path: Path, page: Page) -> None:
    copy = unpacked(exported(kept, Kind.SHARE), tmp_path / "lawyer")
    page.goto((copy / "receipt.html").as_uri())

    expect(page.get_by_role("main")).to_contain_text("This is a copy to hand on.")
    expect(page.get_by_role("main")).to_contain_text(f"sha256:{chain.digest_of(kept)}")
    expect(page.get_by_role("img", name="Picture 2: the page at the step “end”")).to_have_count(1)


@given(
    st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=9), min_size=2, max_size=3).map(" ".join),
    st.emails(),
)
def test_masking_leaves_no_name_and_no_address_whatever_they_are(name: str, mail: str) -> None:
    personal = personal_values(a_receipt(answers={"name": name, "email": mail}, asked={}))
    masked = personal.mask(f"I am {name.upper()} and {name}; write to {mail}!")

    assert mail not in masked
    assert name.strip() not in masked


def test_the_full_copy_is_the_receipt_itself(kept: Path, tmp_path: Path) -> None:
    copy = unpacked(exported(kept, Kind.FULL), tmp_path / "own")

    assert {path.name: path.read_bytes() for path in copy.iterdir()} == {
        path.name: path.read_bytes() for path in kept.iterdir()
    }
    assert copy.name == kept.name


def test_an_archive_of_the_page_is_read_by_those_who_archive(kept: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(kept, Kind.WACZ))) as archive:
        warc, index = archive.read("archive/data.warc.gz"), archive.read("indexes/index.cdx").decode()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()]
        package = json.loads(archive.read("datapackage.json"))
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(warc))
    ]

    assert records[1:] == [
        ("resource", "https://www.facebook.com/help/contact/1", "<h1>Größe</h1>".encode()),
        ("resource", "https://static.xx.fbcdn.net/a.png", b"\x89PNG\r\n\x1a\n"),
    ]
    assert pages[1]["url"] == records[1][1]
    assert {one["path"] for one in package["resources"]} == {
        "archive/data.warc.gz",
        "indexes/index.cdx",
        "pages/pages.jsonl",
    }
    for line in index.splitlines():
        found = json.loads(line.split(" ", 2)[2])
        begin, length = int(found["offset"]), int(found["length"])
        (record,) = ArchiveIterator(io.BytesIO(warc[begin : begin + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == found["url"]
    assert index.splitlines()[0].startswith("com,facebook,www)/help/contact/1 ")


@pytest.mark.parametrize("kind", Kind)
def test_what_does_not_hold_is_not_handed_on(kept: Path, tmp_path: Path, kind: Kind) -> None:
    (kept / "01-review.png").write_bytes(b"another")

    with pytest.raises(BadSettings, match="does not hold"):
        export(kept.name, kind, tmp_path / "copy", Place(home=kept.parents[1]))
    assert not (tmp_path / "copy").exists()


def test_no_file_is_overwritten(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"precious")

    with pytest.raises(BadSettings, match="cannot be written"):
        export(kept.name, Kind.FULL, tmp_path / "copy", Place(home=kept.parents[1]))
    assert (tmp_path / "copy").read_bytes() == b"precious"


def test_a_receipt_without_a_page_has_nothing_to_archive(tmp_path: Path) -> None:
    folder = Draft.begin(tmp_path / "home", "facebook", STARTED).finish(a_receipt())

    with pytest.raises(BadSettings, match="no saved page"):
        export(folder.name, Kind.WACZ, tmp_path / "copy", Place(home=tmp_path / "home"))


KIM: dict[str, Any] = {
    "receipt": {
        "answers": {
            "country": "DE",
            "email": "o'brien.kim@gmail.com",
            "name": "Mustermann, Kim",
            "phone": "+4915123456789",
            "evidence": "Kim_Mustermann_passport.pdf",
            "reason": "I, Kim, object. Zoë's pictures are mine.",
        },
        "asked": {
            "Kim, which country do you live in?": "Deutschland",
            "Email address": "o'brien.kim@gmail.com",
            "Family name": "Mustermann",
            "Country code": "Germany (+49)",
            "Phone number": "15123456789",
            "A question that was new": "anything",
            "Your reason": "I, Kim, object. Zoë's pictures are mine.",
        },
        "asked_names": {
            "Kim, which country do you live in?": "country",
            "Email address": "email",
            "Family name": "last_name",
            "Country code": "calling_code",
            "Phone number": "phone",
            "Your reason": "reason",
        },
        "account": "Zoë Größler",
        "uploads": [{"name": "Kim_Mustermann_passport.pdf", "bytes": 3, "hash": "sha256:" + "0" * 64}],
        "form_version": {
            "address": "https://www.facebook.com/help/contact/712876720715583?id=100012345&tok=abc#Kim",
            "title": "(3) Zoë | Facebook",
            "file_hash": "sha256:" + "3f9c" * 16,
            "generation": "2025",
        },
    },
    "never": [
        "mustermann",
        "kim",
        "brien",
        "zoe",
        "zoë",
        "größler",
        "grossler",
        "15123456789",
        "passport",
        "100012345",
    ],
}
WRITTEN = [
    "Hi Zoë, we've received your objection.",
    unicodedata.normalize("NFD", "Hi Zoë Größler, we've received it."),
    "Hi ZOE GROSSLER!",
    "Hi Ｚｏｅ!",
    "Hi Zo&euml; and Zo%C3%AB and Zo\\u00eb",
    "Call +49 151 23456789, 0151/234 567 89 or 0049 (0)151-23456789",
    "Family name: Mustermann; given name: KIM; Kims Konto, Mustermanns Seite, KimMustermann, Kim_Mustermann.pdf",
    "We write to O'Brien.Kim@Gmail.com and o'brien.kim",
]


@pytest.mark.parametrize("confirmation", WRITTEN)
def test_no_form_of_who_the_person_is_can_be_read_in_a_shared_copy(tmp_path: Path, confirmation: str) -> None:
    draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
    answer = {"url": "https://www.facebook.com/zoe.grossler?u=Kim", "status": 200, "received": STARTED.isoformat()}
    draft.add("response.json", json.dumps(answer | {"headers": [["Date", "now"]], "body": confirmation}).encode())
    draft.add("masked-end.jpg", b"made by an earlier version, which hid less")
    receipt = a_receipt(**KIM["receipt"], confirmation=confirmation, message=f"Meta says: “{confirmation}”")
    folder = draft.finish(receipt)
    copy = unpacked(exported(folder, Kind.SHARE), tmp_path / "lawyer")
    texts = {path.name: readable(path.read_bytes()) for path in copy.iterdir()}

    assert [(name, word) for name, text in texts.items() for word in KIM["never"] if has_word(word, text)] == []
    assert "masked-end.jpg" not in texts
    shared = read(copy)
    assert shared.asked["•••, which country do you live in?"] == "Deutschland"
    assert shared.asked["Your reason"] == "I, •••, object. •••'s pictures are mine."
    assert {shared.asked[text] for text in ("Email address", "Family name", "Country code", "Phone number")} == {MASK}
    assert shared.asked["A question that was new"] == MASK
    assert shared.form_version.address == "https://www.facebook.com/help/contact/712876720715583"
    assert [(one.name, one.bytes) for one in shared.uploads] == [(MASK, 3)]


def readable(content: bytes) -> str:
    text = html.unescape(unquote(re.sub(rb"base64,[\w+/=]+", b"", content).decode()))
    return unicodedata.normalize(
        "NFKC", re.sub(r"\\u([0-9a-f]{4})", lambda unit: chr(int(unit[1], 16)), text)
    ).casefold()


def has_word(word: str, text: str) -> bool:
    if word.isdecimal():
        return word in re.sub(r"[\s()/.+-]", "", text)
    return re.search(rf"(?<![^\W\d_]){word}", text) is not None


SCRIPTS = st.sampled_from(
    ["LATIN", "GREEK", "CYRILLIC", "HIRAGANA", "HANGUL", "HEBREW", "ARABIC", "CJK", "THAI", "DEVANAGARI"]
)
ALPHABETS = {
    "LATIN": "abcdefghijklmnopqrstuvwxyzäöüßéèñçšžåøæıłđ",
    "GREEK": "αβγδεζηθικλμνξοπρσςτυφχψωάέή",
    "CYRILLIC": "абвгдежзийклмнопрстуфхцчшщъыьэюяїґ",
    "HIRAGANA": "あいうえおかがきぎくぐけげこごさざしじすず",
    "HANGUL": "가나다라마바사아자차카타파하김이박최정",
    "HEBREW": "אבגדהוזחטיכלמנסעפצקרשת",
    "ARABIC": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "CJK": "山田太郎李王張陳明華",
    "THAI": "กขคงจฉชซญดตถทนบปผฝพฟมยรลวศสหอ",
    "DEVANAGARI": "अआइईउऊकखगघचछजटठडणतथदनपफबभमयरलवशषसह",
}


@st.composite
def names(draw: st.DrawFn) -> tuple[str, list[str]]:
    alphabet = ALPHABETS[draw(SCRIPTS)]
    parts = draw(st.lists(st.text(alphabet, min_size=3, max_size=8), min_size=2, max_size=3))
    return draw(st.sampled_from([" ", ", ", "-", " \u00b7 "])).join(parts), parts


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.title,
    partial(unicodedata.normalize, "NFD"),
    partial(unicodedata.normalize, "NFC"),
    partial(unicodedata.normalize, "NFKD"),
    quote,
    lambda text: quote(quote(text)),
    lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    lambda text: json.dumps(text)[1:-1],
    lambda text: quopri.encodestring(text.encode()).decode(),
]


@given(names(), st.sampled_from(SPELLINGS), st.sampled_from(["{}", "_{}_", "({})", "hi {}!", "«{}»"]))
def test_no_part_of_a_name_is_left_in_any_script_and_spelling(
    name: tuple[str, list[str]], spelling: Callable[[str], str], around: str
) -> None:
    whole, parts = name
    personal = personal_values(a_receipt(answers={"name": whole}, asked={}))
    text = " ".join(around.format(spelling(one)) for one in (*parts, whole, *reversed(parts)))
    masked = unescaped(personal.mask(text))

    for part in map(unescaped, parts):
        assert not any(part[at : at + 3] in masked for at in range(len(part) - 2))


def unescaped(text: str) -> str:
    text = html.unescape(unquote(unquote(quopri.decodestring(text.encode()).decode(errors="replace"))))
    text = re.sub(r"(?:\\u[0-9a-f]{4})+", lambda found: json.loads(f'"{found[0]}"'), text)
    return unicodedata.normalize("NFKD", text).casefold()


@given(
    st.integers(10**8, 10**10 - 1),
    st.lists(st.sampled_from(["", " ", "-", "/", ".", " (", ") "]), min_size=12, max_size=12),
)
def test_no_spelling_of_a_telephone_number_is_left(number: int, between: list[str]) -> None:
    personal = personal_values(a_receipt(answers={"phone": f"+49{number}"}, asked={}))
    for prefix in ("+49", "0049", "0", "+49 (0)", ""):
        written = prefix + "".join(digit + gap for digit, gap in zip(str(number), between, strict=False))
        masked = re.sub(r"\D", "", personal.mask(f"call {written} now"))
        assert str(number) not in masked


@pytest.mark.parametrize("left", ["Mustermann", "MUSTERMANNS", "Zo\u0308e", "zo%C3%AB", "0151 23456789"])
def test_what_was_not_masked_is_found_by_the_search_that_knows_nothing_of_the_masking(left: str) -> None:
    receipt = a_receipt(**KIM["receipt"]).model_copy(update={"account": "Zöe Zoë"})
    unsaid = {"receipt.html": b"<p>We may write to you</p>"}

    require_unreadable({"receipt.html": b"<p>We may write to you</p> anything else"}, unsaid, receipt)
    with pytest.raises(NotMaskedError):
        require_unreadable({"receipt.html": f"<p>We may write to you, {left}</p>".encode()}, unsaid, receipt)


def test_a_name_that_is_a_word_of_the_programs_own_does_not_forbid_the_copy(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path / "home", "facebook", STARTED)
    folder = draft.finish(a_receipt(answers={"name": "May Will", "email": "a@b.org"}, account="May Will"))

    assert exported(folder, Kind.SHARE)
