"""Workbooks whose zip file is damaged, lies or explodes."""

import io
import struct
import warnings
import zipfile
import zlib

from benchmarks.workbooks.catalogue import read_as_plain, refused
from benchmarks.workbooks.packing import SHEET, STRINGS, packed, parts_of
from benchmarks.workbooks.subjects import Subject

DAMAGED = "damaged or was not uploaded completely"
TOO_LARGE = "too large once unpacked"


def _plain(subject: Subject) -> bytes:
    return packed(subject.parts())


def _entry(data: bytes, name: str) -> int:
    """Where the directory's entry of a part begins."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))


def _patched(data: bytes, at: int, value: bytes) -> bytes:
    return data[:at] + value + data[at + len(value) :]


@refused(DAMAGED)
def cut_off_at_the_end(subject: Subject) -> bytes:
    return _plain(subject)[:-10]


@refused(DAMAGED)
def cut_off_in_the_middle(subject: Subject) -> bytes:
    data = _plain(subject)
    return data[: len(data) // 2]


@refused(DAMAGED)
def bytes_overwritten_in_a_part(subject: Subject) -> bytes:
    data = _plain(subject)
    return _patched(data, data.index(SHEET.encode()) + 40, b"\xff" * 60)


@refused(DAMAGED)
def checksum_that_does_not_match(subject: Subject) -> bytes:
    data = _plain(subject)
    return _patched(data, _entry(data, SHEET) + 16, b"\x00\x00\x00\x00")


@refused(DAMAGED)
def part_that_unpacks_to_more_than_it_claims(subject: Subject) -> bytes:
    data = _plain(subject)
    return _patched(data, _entry(data, SHEET) + 24, struct.pack("<I", 10))


@refused(TOO_LARGE)
def part_that_claims_four_gigabytes(subject: Subject) -> bytes:
    data = _plain(subject)
    return _patched(data, _entry(data, SHEET) + 24, struct.pack("<I", 0xFFFFFFF0))


@refused(DAMAGED)
def directory_that_points_nowhere(subject: Subject) -> bytes:
    data = _plain(subject)
    return _patched(data, _entry(data, SHEET) + 42, struct.pack("<I", 0x7FFFFFF0))


@refused(DAMAGED)
def packed_in_a_way_nobody_knows(subject: Subject) -> bytes:
    data = _plain(subject)
    local = data.index(b"PK\x03\x04" + data[4:8], data.index(SHEET.encode()) - 40)
    return _patched(_patched(data, local + 8, b"\x63\x00"), _entry(data, SHEET) + 10, b"\x63\x00")


@refused("protected with a password")
def encrypted_by_a_zip_program(subject: Subject) -> bytes:
    data = _plain(subject)
    local = data.index(SHEET.encode()) - 30
    return _patched(_patched(data, local + 6, b"\x01\x00"), _entry(data, SHEET) + 8, b"\x01\x00")


@refused("holds one of its parts twice")
def part_that_is_there_twice(subject: Subject) -> bytes:
    data = io.BytesIO(_plain(subject))
    with warnings.catch_warnings(), zipfile.ZipFile(data, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, subject.parts()[SHEET].replace(b'r="2"', b'r="7"'))
    return data.getvalue()


@refused("holds one of its parts twice")
def part_that_is_there_twice_in_other_letters(subject: Subject) -> bytes:
    return packed({**subject.parts(), SHEET.upper(): b"<worksheet/>"})


@refused("names files outside itself")
def parts_with_absolute_paths(subject: Subject) -> bytes:
    return packed({**subject.parts(), "/etc/cron.d/job": b"* * * * * root true"})


@refused("names files outside itself")
def parts_that_climb_out_of_the_folder(subject: Subject) -> bytes:
    return packed({**subject.parts(), "../../../etc/passwd": b"root"})


@refused("names files outside itself")
def parts_that_climb_out_with_backslashes(subject: Subject) -> bytes:
    return packed({**subject.parts(), "..\\..\\windows\\a.dll": b"MZ"})


@refused(TOO_LARGE, alike=True)
def bomb_in_a_picture(subject: Subject) -> bytes:
    return packed({**subject.parts(), "xl/media/image1.png": bytes(110_000_000)})


@refused(TOO_LARGE, alike=True)
def bomb_in_the_first_file_of_an_OpenDocument(subject: Subject) -> bytes:  # noqa: N802
    return packed({"mimetype": bytes(120_000_000), **subject.parts()})


@refused(TOO_LARGE, alike=True)
def bomb_of_many_layers_at_once(subject: Subject) -> bytes:
    """Every part is two hundredfold as large as its packed form, and there are three hundred of them."""
    return packed({**subject.parts(), **{f"xl/media/{n}.bin": bytes(400_000) for n in range(300)}})


@refused(TOO_LARGE, alike=True)
def bomb_in_the_sheet(subject: Subject) -> bytes:
    parts = subject.parts()
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b"<sheetData>" + b" " * 110_000_000)
    return packed(parts)


@refused(TOO_LARGE, alike=True)
def bomb_in_the_shared_texts(subject: Subject) -> bytes:
    parts = subject.parts()
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", b"<si><t>" + b"x" * 110_000_000 + b"</t></si></sst>")
    return packed(parts)


@refused("too much text|reaches as far as", alike=True)
def one_long_text_in_every_cell(subject: Subject) -> bytes:
    """A few kilobytes a row become gigabytes once each cell is given its text."""
    grid = subject.grid()
    grid += [["x" * 32_000] * len(grid[0])] * 5_000
    return packed(parts_of({subject.title: grid}))


@refused(TOO_LARGE, alike=True)
def overlapping_parts(subject: Subject) -> bytes:
    """Many directory entries share one packed stream (the "better zip bomb")."""
    return _overlapping(_plain(subject), 400)


def _overlapping(data: bytes, count: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.start_dir
        parts = len(archive.infolist())
    content = bytes(2_000_000)
    stream = zlib.compress(content, 9, wbits=-15)
    sizes = struct.pack("<III", zlib.crc32(content), len(stream), len(content))
    name = b"xl/media/a.bin"
    head = struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0)
    local = b"PK\x03\x04" + head + name + stream
    entries = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + head[: -4] + struct.pack("<HHHHHII", len(other), 0, 0, 0, 0, 0, start)
        + other
        for other in (name[:-4] + str(n).encode() for n in range(count))
    )  # fmt: skip
    directory = data[start : data.rindex(b"PK\x05\x06")] + entries
    total = parts + count
    end = struct.pack("<HHHHIIH", 0, 0, total, total, len(directory), start + len(local), 0)
    return data[:start] + local + directory + b"PK\x05\x06" + end


@refused("too many parts", alike=True)
def two_thousand_and_one_parts(subject: Subject) -> bytes:
    return packed({**subject.parts(), **{f"xl/media/{n}": b"" for n in range(2_001)}})


@refused("too many parts", alike=True)
def sixty_thousand_parts(subject: Subject) -> bytes:
    return packed({f"{n}": b"" for n in range(60_000)}, zipfile.ZIP_STORED)


@read_as_plain(alike=True)
def zip_within_the_workbook(subject: Subject) -> bytes:
    """Nested archives stay packed, however large they would be."""
    inner = packed({"a": bytes(100_000_000)})
    for _ in range(5):
        inner = packed({f"{n}": inner for n in range(10)})
    return packed({**subject.parts(), "xl/embeddings/inner.zip": inner})


@read_as_plain()
def bytes_after_the_end(subject: Subject) -> bytes:
    return _plain(subject) + b"\r\n"


@read_as_plain()
def parts_that_are_not_packed(subject: Subject) -> bytes:
    return packed(subject.parts(), zipfile.ZIP_STORED)


@read_as_plain()
def parts_in_another_order(subject: Subject) -> bytes:
    return packed(dict(reversed(subject.parts().items())))
