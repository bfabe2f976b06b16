"""A download is whole and right, or not there; what was cut off goes on where it stopped."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from web_server import Answer, Asked, Script, ranged, serving

from transit.errors import FetchError
from transit.fetch.download import download
from transit.fetch.files import FetchedFile, Source
from transit.fetch.web import UnreachableError, Web

BODY = bytes(range(256)) * 40


def source(url: str, **changes: object) -> Source:
    """Return something to download that takes any content."""
    plain = Source(
        name="thing.bin",
        kind="timetable",
        url=url,
        licence="",
        attribution="",
        largest_bytes=10_000_000,
        check=lambda path: None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def in_turn(*scripts: Script) -> Script:
    """Answer each request by the next script, the last one for ever."""
    left = list(scripts)
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


def always(answer: Answer) -> Script:
    """Answer the same to everything."""
    return lambda asked: answer


def cut_at(length: int, etag: str = '"one"') -> Script:
    """Claim the whole body and send only its beginning."""
    return always(Answer(200, BODY[:length], {"ETag": etag}, claim=len(BODY)))


def quietly(here: int, total: int | None) -> None:
    """Hear of progress and do nothing."""


def names(folder: Path) -> set[str]:
    """Return the names of what is in a folder."""
    return {path.name for path in folder.iterdir()}


def test_a_whole_file_arrives_with_its_checksum(tmp_path: Path, web: Web) -> None:
    """The record holds size, SHA-256 and the server's mark, and nothing else is left behind."""
    with serving(ranged(BODY)) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert (got.bytes, got.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert got.etag == '"one"'
    assert names(tmp_path) == {"thing.bin"}
    assert server.asked[0].headers["user-agent"] == "transit-tests"


@pytest.mark.parametrize("cut", [1, 5_000, len(BODY) - 1])
def test_a_cut_is_resumed_where_it_was(tmp_path: Path, web: Web, cut: int) -> None:
    """After a cut only the rest is asked for, and only if the file is still the same one."""
    with serving(in_turn(cut_at(cut), ranged(BODY))) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert server.asked[1].headers["range"] == f"bytes={cut}-"
    assert server.asked[1].headers["if-range"] == '"one"'


def test_another_process_resumes(tmp_path: Path, web: Web) -> None:
    """An interrupt leaves what has come, and the next run asks for the rest alone."""

    def interrupt(here: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with serving(ranged(BODY)) as server:
        with pytest.raises(KeyboardInterrupt):
            download(source(server.url), tmp_path, web, interrupt)
        here = (tmp_path / "thing.bin.part").stat().st_size
        assert not (tmp_path / "thing.bin").exists()
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    if here < len(BODY):
        assert server.asked[1].headers["range"] == f"bytes={here}-"


def test_a_changed_file_is_begun_again(tmp_path: Path, web: Web) -> None:
    """When the file was replaced between two attempts no byte of the old one is kept."""
    other = BODY[::-1]
    with serving(in_turn(cut_at(4_000), ranged(other, etag='"two"'))) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == other
    assert got.etag == '"two"'


def test_without_a_mark_nothing_is_resumed(tmp_path: Path, web: Web) -> None:
    """A server that names no version could send another file's rest, so all is asked again."""
    unmarked = always(Answer(200, BODY[:4_000], claim=len(BODY)))
    with serving(in_turn(unmarked, always(Answer(200, BODY)))) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert "range" not in server.asked[1].headers


def test_a_weak_mark_is_not_resumed_by(tmp_path: Path, web: Web) -> None:
    """A weak ETag does not promise the same bytes."""
    with serving(in_turn(cut_at(4_000, 'W/"one"'), always(Answer(200, BODY)))) as server:
        download(source(server.url), tmp_path, web, quietly)
    assert "range" not in server.asked[1].headers


def test_a_wrong_part_is_not_appended(tmp_path: Path, web: Web) -> None:
    """A server that answers with another range than asked for does not spoil the file."""
    wrong = always(Answer(206, BODY[7:], {"Content-Range": f"bytes 7-{len(BODY)}/{len(BODY)}"}))
    with serving(in_turn(cut_at(4_000), wrong, ranged(BODY))) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert len(server.asked) == 3


def test_a_part_longer_than_the_file_is_dropped(tmp_path: Path, web: Web) -> None:
    """When the server has no such range (416) the download begins anew."""
    with serving(in_turn(cut_at(4_000), always(Answer(416)), ranged(BODY))) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert "range" not in server.asked[2].headers


def test_what_is_the_newest_is_kept(tmp_path: Path, web: Web) -> None:
    """A file that the server still has in the same version is not sent again."""
    with serving(ranged(BODY)) as server:
        first = download(source(server.url), tmp_path, web, quietly)
        assert download(source(server.url), tmp_path, web, quietly, first) is first
        assert server.asked[1].headers["if-none-match"] == '"one"'


def test_what_was_tampered_with_is_fetched_again(tmp_path: Path, web: Web) -> None:
    """A file that no longer has its checksum is not kept, whatever the server says of it."""
    with serving(ranged(BODY)) as server:
        first = download(source(server.url), tmp_path, web, quietly)
        first.path.write_bytes(BODY[:-1] + b"x")
        again = download(source(server.url), tmp_path, web, quietly, first)
    assert again.path.read_bytes() == BODY


def test_a_busy_server_is_waited_for(tmp_path: Path, web: Web, waits: object) -> None:
    """Retry-After in seconds is obeyed; without it the waits double: 4 s, then 8 s, then 16 s."""
    busy = always(Answer(429, headers={"Retry-After": "7"}))
    broken = always(Answer(503))
    with serving(in_turn(busy, broken, broken, ranged(BODY))) as server:
        download(source(server.url), tmp_path, web, quietly)
    assert waits.seconds == [7.0, 8.0, 16.0]  # type: ignore[attr-defined]
    assert "answers 429" in waits.lines[0]  # type: ignore[attr-defined]


def test_patience_ends(tmp_path: Path, web: Web) -> None:
    """Five attempts are made, as the parameter says, and the message counts them."""
    with (
        serving(always(Answer(500))) as server,
        pytest.raises(UnreachableError, match=r"500.*tried 5 times"),
    ):
        download(source(server.url), tmp_path, web, quietly)
    assert len(server.asked) == 5


def test_a_long_wait_is_left_to_the_user(tmp_path: Path, web: Web, waits: object) -> None:
    """A server that asks for an hour is not waited for, and not asked again."""
    with (
        serving(always(Answer(429, headers={"Retry-After": "3600"}))) as server,
        pytest.raises(UnreachableError, match="60 min"),
    ):
        download(source(server.url), tmp_path, web, quietly)
    assert waits.seconds == []  # type: ignore[attr-defined]
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_final(tmp_path: Path, web: Web, status: int) -> None:
    """What will be refused again is asked once."""
    with (
        serving(always(Answer(status))) as server,
        pytest.raises(FetchError, match=f"answers {status}"),
    ):
        download(source(server.url), tmp_path, web, quietly)
    assert len(server.asked) == 1
    assert names(tmp_path) == set()


def test_a_silent_server_is_given_up(tmp_path: Path, web: Web) -> None:
    """A server that accepts and says nothing runs into the timeout, each time."""
    once = replace(web, limits=replace(web.limits, attempts=2))
    with (
        serving(always(Answer(200, BODY, delay_s=5))) as server,
        pytest.raises(UnreachableError, match="stopped answering"),
    ):
        download(source(server.url), tmp_path, once, quietly)
    assert len(server.asked) == 2


def test_a_crawling_server_is_cut(tmp_path: Path, web: Web) -> None:
    """Below the least rate for the given time a transfer is cut and counts as an attempt."""
    impatient = replace(web.limits, stall_after_s=0.0, stall_rate=1e12, attempts=1)
    with (
        serving(ranged(BODY)) as server,
        pytest.raises(UnreachableError, match="next to nothing"),
    ):
        download(source(server.url), tmp_path, replace(web, limits=impatient), quietly)


def test_no_server_at_all(tmp_path: Path, web: Web) -> None:
    """A port where nobody listens is given up after three attempts, as the parameter says."""
    with serving(ranged(BODY)) as server:
        url = server.url
    with pytest.raises(UnreachableError, match=r"no connection.*tried 3 times"):
        download(source(url), tmp_path, web, quietly)


def test_redirects_are_followed_to_the_file(tmp_path: Path, web: Web) -> None:
    """A file that has moved is fetched from where it is, the range asked for going along."""

    def script(asked: Asked) -> Answer:
        if asked.path == "/":
            return Answer(302, headers={"Location": "/moved"})
        return ranged(BODY)(asked)

    with serving(script) as server:
        got = download(source(server.url), tmp_path, web, quietly)
    assert got.path.read_bytes() == BODY
    assert [asked.path for asked in server.asked] == ["/", "/moved"]


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1"])
def test_other_schemes_are_not_followed(tmp_path: Path, web: Web, where: str) -> None:
    """A redirect to anything but the web is refused."""
    with (
        serving(always(Answer(302, headers={"Location": where}))) as server,
        pytest.raises(FetchError, match="not followed"),
    ):
        download(source(server.url), tmp_path, web, quietly)
    assert names(tmp_path) == set()


def test_circles_end(tmp_path: Path, web: Web) -> None:
    """A server that redirects to itself is asked six times: once, and five redirects."""
    with (
        serving(always(Answer(302, headers={"Location": "/"}))) as server,
        pytest.raises(FetchError, match="circles"),
    ):
        download(source(server.url), tmp_path, web, quietly)
    assert len(server.asked) == 6


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://x/y", "/etc/passwd"])
def test_only_web_addresses_are_asked(tmp_path: Path, web: Web, url: str) -> None:
    """An address that is not of the web is refused before anything is opened."""
    with pytest.raises(FetchError, match="http"):
        download(source(url), tmp_path, web, quietly)


@pytest.mark.parametrize("claimed", [True, False])
def test_a_file_that_is_too_large_is_refused(tmp_path: Path, web: Web, claimed: bool) -> None:
    """The limit holds by what the server claims, and by what it sends without claiming."""
    headers = {} if claimed else {"Content-Encoding": "identity, identity"}
    with (
        serving(always(Answer(200, BODY, headers))) as server,
        pytest.raises(FetchError, match="more than"),
    ):
        download(source(server.url, largest_bytes=1_000), tmp_path, web, quietly)
    assert names(tmp_path) == set()


def test_a_full_disk_is_noticed_before(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file would not fit nothing is fetched, and the message says how much is needed."""
    import shutil

    usage = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with serving(ranged(BODY)) as server, pytest.raises(FetchError, match="500 MB of disk"):
        download(source(server.url), tmp_path, web, quietly)
    assert not (tmp_path / "thing.bin").exists()


def test_a_disk_that_fills_up_leaves_what_came(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running out of room says so, and the next run may go on."""

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with serving(ranged(BODY)) as server, pytest.raises(FetchError, match="disk is full"):
        download(source(server.url), tmp_path, web, quietly)
    assert "thing.bin.part" in names(tmp_path)
    assert "thing.bin" not in names(tmp_path)


def test_wrong_content_is_thrown_away(tmp_path: Path, web: Web) -> None:
    """A file that its check refuses is neither kept nor resumed, and an old one stays."""
    (tmp_path / "thing.bin").write_bytes(b"the old one")
    with serving(ranged(BODY)) as server, pytest.raises(FetchError, match="no feed"):
        download(source(server.url, check=lambda path: "no feed"), tmp_path, web, quietly)
    assert names(tmp_path) == {"thing.bin"}
    assert (tmp_path / "thing.bin").read_bytes() == b"the old one"


def with_md5(text: bytes | None) -> Callable[[Asked], Answer]:
    """Serve the file, and beside it a checksum (None: there is none)."""

    def script(asked: Asked) -> Answer:
        if asked.path.endswith(".md5"):
            return Answer(404) if text is None else Answer(200, text)
        return ranged(BODY)(asked)

    return script


def fetch_with_md5(text: bytes | None, folder: Path, web: Web) -> FetchedFile:
    """Download a file that has a checksum beside it."""
    with serving(with_md5(text)) as server:
        wanted = source(server.url + "/x", checksum_url=server.url + "/x.md5")
        return download(wanted, folder, web, quietly)


def test_the_servers_checksum_is_checked(tmp_path: Path, web: Web) -> None:
    """A right MD5 is noted in the record."""
    right = hashlib.md5(BODY).hexdigest().encode() + b"  wales-latest.osm.pbf\n"
    assert fetch_with_md5(right, tmp_path, web).checked == "md5 of the server"


def test_a_wrong_checksum_refuses_the_file(tmp_path: Path, web: Web) -> None:
    """A file that is not what its server meant is thrown away."""
    with pytest.raises(FetchError, match="MD5"):
        fetch_with_md5(b"0" * 32, tmp_path, web)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("text", [None, b"<html>nothing here</html>", b""])
def test_no_checksum_is_no_fault(tmp_path: Path, web: Web, text: bytes | None) -> None:
    """Where the server gives no MD5, the record says that none was checked."""
    assert fetch_with_md5(text, tmp_path, web).checked == ""


def test_names_are_ours(tmp_path: Path, web: Web) -> None:
    """A name that the server proposes is not used, so that it cannot point elsewhere."""
    header = {"Content-Disposition": 'attachment; filename="../../evil.sh"'}
    with serving(always(Answer(200, BODY, header))) as server:
        download(source(server.url), tmp_path / ".", web, quietly)
    assert names(tmp_path) == {"thing.bin"}
