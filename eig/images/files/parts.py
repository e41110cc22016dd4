"""The parts that picture files are made of, walked without decoding a pixel.

Each walk yields `(name, content)`, content a memoryview, in the order of the file, and raises BrokenError where a part
is missing or cut short, after all those before it.
"""

import re
import struct
import zlib

# Where the pixels of a JPEG end: at a marker that is neither an escaped byte nor a restart.
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JPEG_END, JPEG_SCAN = 0xD9, 0xDA
# Markers without a segment, and bytes that fill the room before one or lie about: readers look at each all the same.
JPEG_ALONE = {0x00, 0x01, *range(0xD0, 0xD8), 0xFF}
JPEG_APP1, EXIF_SIGN = 0xE1, b"Exif\0\0"
GIF_END, GIF_EXTENSION, GIF_FRAME = 0x3B, 0x21, 0x2C
BLOCK = 1024 * 1024
# First column, first line, steps across and down of the seven passes of an interlaced PNG.
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
# Chunks of a keyword and a text, or in iCCP a colour profile, packed in all of them but tEXt and some iTXt.
PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt", b"iCCP"}
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class BrokenError(ValueError):
    """The file ends before it should, or is not built as its format says."""


def jpeg_parts(data):
    """Segments by marker (0xE1 for APP1) of the first picture; what follows it in the file is not looked at."""
    view, at = memoryview(data), 2
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenError
        marker, at = data[at + 1], at + 2
        if marker == JPEG_END:
            yield marker, view[at:at]
            return
        if marker in JPEG_ALONE:
            yield marker, view[at:at]
            at -= marker == 0xFF  # which the next marker may begin with
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise BrokenError
        yield marker, view[at + 2 : at + length]
        at += length
        if marker == JPEG_SCAN:
            end = NEXT_MARKER.search(data, at)
            if end is None:
                raise BrokenError
            at = end.start()


def png_parts(data):
    """Chunks by type; BrokenError too when a chunk that matters does not match its checksum."""
    view, at, name = memoryview(data), 8, b""
    while name != b"IEND":
        if at + 12 > len(data):
            raise BrokenError
        length, name = struct.unpack_from(">I4s", data, at)
        content = view[at + 8 : at + 8 + length]
        at += length + 12
        if at > len(data):
            raise BrokenError
        matters = not name[0] & 0x20
        if matters and zlib.crc32(content, zlib.crc32(name)) != int.from_bytes(data[at - 4 : at]):
            raise BrokenError
        yield name, content


def gif_parts(data):
    """`"frame"` for each picture, and extensions by their name, empty for those that have none."""
    view = memoryview(data)
    at = 13 + _palette(data, 10)
    while True:
        kind = _byte(data, at)
        if kind == GIF_END:
            return
        if kind == GIF_FRAME:
            start = at + 11 + _palette(data, at + 9)
            at = _after_blocks(data, start)
            yield b"frame", view[start:at]
        elif kind == GIF_EXTENSION:
            start = at + 3 + _byte(data, at + 2)
            name = data[at + 3 : start] if _byte(data, at + 1) == 0xFF else b""
            at = _after_blocks(data, at + 2)
            yield name, view[start:at]
        else:
            raise BrokenError


def webp_parts(data):
    """Chunks by name; BrokenError too when the file is shorter than it says."""
    view, at = memoryview(data), 12
    end = int.from_bytes(data[4:8], "little") + 8
    if end > len(data):
        raise BrokenError
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise BrokenError
        yield name, view[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def avif_parts(data):
    """Outermost boxes by name."""
    view, at = memoryview(data), 0
    while at < len(data):
        if at + 8 > len(data):
            raise BrokenError
        length, name = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            length, start = int.from_bytes(data[at + 8 : at + 16]), at + 16
        end = at + length if length else len(data)
        if end > len(data) or end < start:
            raise BrokenError
        yield name, view[start:end]
        at = end


WALKS = {"jpeg": jpeg_parts, "png": png_parts, "gif": gif_parts, "webp": webp_parts, "avif": avif_parts}


def is_exif(name, content):
    """Whether a part holds EXIF; in an AVIF it lies deeper than these parts."""
    if name == JPEG_APP1:
        return content[: len(EXIF_SIGN)] == EXIF_SIGN
    return name in {b"eXIf", b"EXIF"}


def png_text(name, content, most):
    """`(keyword, text)` of a chunk of PNG_TEXTS, both bytes, the text no longer than that; "" for what is damaged."""
    keyword, _zero, rest = bytes(content).partition(b"\0")
    packed = name != b"tEXt"
    if name == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
    elif packed:
        rest = rest[1:]
    try:
        return keyword, zlib.decompressobj().decompress(rest, most) if packed else rest[:most]
    except zlib.error:
        return keyword, b""


def check_png_pixels(parts):
    """Unpack the pixels of a PNG a little at a time, keeping none; BrokenError when some are missing or damaged."""
    header = next((content for name, content in parts if name == b"IHDR"), b"")
    if len(header) != 13:
        raise BrokenError
    missing = _unpacked_size(*struct.unpack(">IIBBxxB", header))
    stream = zlib.decompressobj()
    for name, content in parts:
        rest = content if name == b"IDAT" else b""
        while rest and missing > 0:
            try:
                missing -= len(stream.decompress(rest, BLOCK))
            except zlib.error as error:
                raise BrokenError from error
            rest = stream.unconsumed_tail
    if missing > 0:
        raise BrokenError


def _unpacked_size(width, height, depth, colour, interlaced):
    """Bytes of the pixels of a PNG before packing, each line with the byte that says how it is filtered."""
    bits = depth * SAMPLES.get(colour, 1)
    size = 0
    for left, top, across, down in PASSES if interlaced else ((0, 0, 1, 1),):
        columns, lines = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and lines > 0:
            size += lines * (1 + (columns * bits + 7) // 8)
    return size


def _byte(data, at):
    if at >= len(data):
        raise BrokenError
    return data[at]


def _palette(data, at):
    """Bytes of the palette that follows flags at that place."""
    flags = _byte(data, at)
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data, at):
    """Where a chain of blocks, each preceded by its length, ends."""
    while length := _byte(data, at):
        at += length + 1
    return at + 1
