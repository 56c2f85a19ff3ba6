"""The files that the person chose in the page itself, where the form asks for some in a way nobody knows."""

import base64
from collections.abc import Sequence

from playwright.sync_api import Page

from meta_objection.browser.isolated import IsolatedWorld
from meta_objection.errors import FormChanged
from meta_objection.plan.attachments import LARGEST

_READ = """async ([names, largest]) => {
  const boxes = [...document.querySelectorAll('input[type=file]')].filter(box => names.includes(box.name));
  const files = boxes.flatMap(box => [...box.files]);
  if (files.some(file => file.size > largest)) return null;
  const inside = file => new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return Promise.all(files.map(async file => [file.name, file.size ? await inside(file) : '']));
}"""


def chosen_files(page: Page, names: Sequence[str]) -> dict[str, bytes]:
    """Give what is in the files that the controls of these names hold, by the files' names.

    It is read in a world of the program's own, as the page would post it. Raises FormChanged for a file that is too
    large, or for two of one name, which nobody could tell apart.
    """
    read = IsolatedWorld().call(_READ, page, [list(names), LARGEST]) if names else []
    if read is None:
        raise FormChanged("A file that you chose in the page is too large to be sent.", why="upload")
    if len({name for name, _ in read}) < len(read):
        raise FormChanged("Two of the files that you chose in the page have one name.", why="upload")
    return {name: base64.b64decode(content) for name, content in read}
