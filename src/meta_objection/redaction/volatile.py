"""The one table of names that change with every load, and all that this package knows of Meta."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Volatile:
    """Which names of queries and bodies mean nothing, are secret, or mean everything.

    `names` and `prefixes` are dropped before requests are compared. `tokens` name values that are
    never kept, `cookies` those of a line of cookies. `operations` maps a path to the field that alone says what is
    asked there. `chatter` are beginnings of paths that a page reports to and
    does not need an answer from. `noise` are patterns of names made up anew with every load, each with one group
    around the part that stays.
    """

    names: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    tokens: frozenset[str] = frozenset()
    cookies: frozenset[str] = frozenset()
    operations: Mapping[str, str] = field(default_factory=dict)
    chatter: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()

    def covers(self, name: str) -> bool:
        """Whether fields of this name say nothing about what is asked."""
        return name in self.names or name.startswith(self.prefixes)

    def operation(self, path: str) -> str | None:
        """The field that names the operation asked for at this path, if one does."""
        return self.operations.get(path.rstrip("/"))

    @property
    def told(self) -> frozenset[str]:
        """Posted names whose values are kept: they name an operation, never the person."""
        return frozenset(self.operations.values())


META = Volatile(
    names=frozenset(
        {"fb_dtsg", "fb_dtsg_ag", "lsd", "jazoest", "dpr", "ph", "t", "ts", "_", "time", "timestamp"}
        | {"nonce", "lgnrnd", "lgnjs", "guid", "timezone", "oh", "oe"},
    ),
    prefixes=("__", "_nc_"),
    tokens=frozenset(
        {"fb_dtsg", "fb_dtsg_ag", "dtsg", "dtsg_ag", "async_get_token", "lsd", "jazoest", "token"}
        | {"csrf_token", "access_token", "accessToken", "ajax_secret", "encpass", "pass", "nonce"}
        | {"lgnrnd", "guid", "shared_prefs_data", "captcha_persist_data", "datr", "_js_datr", "machine_id"}
        | {"rid", "lid", "rev", "__rev", "__spin_r", "__spin_t", "server_revision", "client_revision"}
        | {"c_user", "xs", "__hsi", "hsi", "haste_session", "__user", "USER_ID", "ACCOUNT_ID", "actorID"},
    ),
    cookies=frozenset(
        {"c_user", "xs", "datr", "sb", "fr", "i_user", "presence", "sessionid", "csrftoken", "ds_user_id", "mid"}
        | {"ig_did", "rur", "shbid", "shbts", "ps_l", "ps_n", "wa_csrf", "wa_lang_pref"},
    ),
    operations={"/api/graphql": "fb_api_req_friendly_name"},
    chatter=("/ajax/bz", "/ajax/bnzai", "/ajax/qm/", "/ajax/haste-response/"),
    noise=(r"\b(u_\d+_[0-9a-z]+_)[0-9A-Za-z]{2}\b",),
)
