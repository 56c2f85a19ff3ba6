"""Hosts and counts of what the browser asked, and what of it was refused."""

from playwright.sync_api import Page

from meta_objection.network.traffic import Traffic


def test_each_host_is_counted_and_what_was_refused(page: Page) -> None:
    traffic = Traffic()
    traffic.watch(page.context)
    page.route("https://www.facebook.com/**", lambda route: route.fulfill(content_type="text/html", body=BODY))
    page.route("https://elsewhere.example/**", lambda route: route.abort("blockedbyclient"))
    page.goto("https://www.facebook.com/help?email=kim@example.org")
    page.wait_for_function("window.tried")
    counts = traffic.counts()

    assert [(one.host, one.requests, one.refused) for one in counts] == [
        ("elsewhere.example", 1, 1),
        ("www.facebook.com", 2, 0),
    ]
    assert "kim" not in repr(counts)


BODY = """<script>
Promise.allSettled([fetch("https://elsewhere.example/x"), fetch("/help/y"), fetch("data:,z")])
  .then(() => window.tried = true)
</script>"""
