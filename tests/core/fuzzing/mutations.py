"""Ways to damage a file: blindly, byte by byte, and with knowledge of what holds its parts together."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

Mutation = Callable[[Random, bytes], bytes]

_NUMBERS = (
    0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFFFF, 2**30, 2**31 - 1, 2**31,
    2**32 - 1, 2**63 - 1, 2**64 - 1,
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 3, 255, 65535, 100_000, 2**31, 2**53, 2**64, 10**30, -(2**63), 0.5, -0.0,
    1e-320, 1e308, float("nan"), float("inf"), float("-inf"), "", "x", "0", "../../evil", "/etc/passwd", "\0",
    "\ud800", "a" * 70_000, "2020-01-01", [], {}, [[]], [None], [1, 2], [1, "2"], {"a": 1}, [[[[[[[[]]]]]]]],
)  # fmt: skip
"""What JSON can say where something else is expected."""


def mutated(rng: Random, data: bytes, aware: Mutation | None = None) -> bytes:
    """Damage a file once to four times. `aware` knows its format; the other ways know nothing.

    One in fifty stays as it is: a reader that refuses everything is no good either.
    """
    if rng.random() < 0.02:
        return data
    if aware is not None and rng.random() < 0.5:
        return aware(rng, data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(BLIND)(rng, data)
    return data


def flip_bits(rng: Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64)) if spoilt else 0):
        spoilt[_place(rng, spoilt)] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def write_number(rng: Random, data: bytes) -> bytes:
    """An extreme number of 1, 2, 4 or 8 bytes, in either order, most often near the beginning."""
    size = rng.choice((1, 2, 4, 8))
    number = (rng.choice(_NUMBERS) % 2 ** (8 * size)).to_bytes(size, rng.choice(("little", "big")))
    at = _place(rng, data)
    return data[:at] + number + data[at + size :]


def cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def remove(rng: Random, data: bytes) -> bytes:
    begin, end = _range(rng, data)
    return data[:begin] + data[end:]


def repeat(rng: Random, data: bytes) -> bytes:
    begin, end = _range(rng, data)
    return data[:end] + data[begin:end] * rng.choice((1, 1, 2, 16)) + data[end:]


def insert(rng: Random, data: bytes) -> bytes:
    at = _place(rng, data)
    return data[:at] + rng.randbytes(rng.choice((1, 2, 4, 64, 4096))) + data[at:]


def overwrite(rng: Random, data: bytes) -> bytes:
    begin, end = _range(rng, data)
    size = end - begin
    filling = rng.choice((bytes(size), b"\xff" * size, rng.randbytes(size)))
    return data[:begin] + filling + data[end:]


def swap(rng: Random, data: bytes) -> bytes:
    begin, end = _range(rng, data)
    other = _place(rng, data)
    moved = data[:begin] + data[end:]
    return moved[:other] + data[begin:end] + moved[other:]


BLIND: tuple[Mutation, ...] = (
    flip_bits,
    write_number,
    write_number,
    cut,
    remove,
    repeat,
    insert,
    overwrite,
    swap,
)


def spoil_png(rng: Random, data: bytes) -> bytes:
    """Damage a PNG's chunks and mend their checksums, so that it is the decoder that meets the damage."""
    if not data.startswith(b"\x89PNG"):
        return rng.choice(BLIND)(rng, data)
    chunks, position = [], 8
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        chunks.append((data[position + 4 : position + 8], data[position + 8 : position + 8 + length]))
        position += length + 12
    at = rng.randrange(len(chunks))
    kind, body = chunks[at]
    change = rng.randrange(4)
    if change == 0:
        chunks.insert(rng.randrange(len(chunks)), chunks.pop(at))
    elif change == 1 and kind == b"IDAT":
        rows = bytearray(zlib.decompress(body)) if _inflates(body) else bytearray(b"\0")
        chunks[at] = kind, zlib.compress(rng.choice(BLIND)(rng, bytes(rows)))
    else:
        chunks[at] = kind, rng.choice(BLIND)(rng, body)
    framed = (struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks)
    return data[:8] + b"".join(framed)


def spoil_value(rng: Random, value: Any) -> Any:
    """The same JSON value with something in it replaced, removed or doubled."""
    places = list(_places(value, ()))
    *way, last = rng.choice(places) if places else [None]
    if last is None:
        return rng.choice(ODD_VALUES)
    value = json.loads(json.dumps(value))
    inner = value
    for key in way:
        inner = inner[key]
    change = rng.randrange(5)
    if change == 0:
        del inner[last]
    elif change == 1 and isinstance(inner, list):
        inner.extend([inner[last]] * rng.choice((1, 2, 1000)))
    elif change == 2 and type(inner[last]) in (int, float):
        inner[last] = rng.choice((inner[last] + 1, inner[last] - 1, -inner[last], inner[last] * 1000))
    else:
        inner[last] = rng.choice(ODD_VALUES)
    return value


def spoil_json(rng: Random, data: bytes) -> bytes:
    try:
        value = json.loads(data)
    except ValueError:
        return rng.choice(BLIND)(rng, data)
    for _ in range(rng.choice((1, 1, 3))):
        value = spoil_value(rng, value)
    return json.dumps(value).encode()


def spoil_toml(rng: Random, data: bytes) -> bytes:
    """Give a key of a preset another value, in TOML's words."""
    lines = data.decode(errors="replace").splitlines()
    at = rng.randrange(max(len(lines), 1))
    key = lines[at].partition("=")[0].strip() if lines else "x"
    words = (
        "nan", "inf", "-inf", "-1", "0", "1e400", "10000000000000000000000000", "true", '""', '"x"', "[]",
        "[1, 2]", "{}", "[[[]]]", "1979-05-27", "07:32:00", "[nan, inf]", '"\\u0000"', "{a = 1}",
        "[1, 2, 3]", '["a", "b"]',
    )  # fmt: skip
    if rng.random() < 0.3 and "=" in lines[at]:  # what is left out has its default
        del lines[at]
        return "\n".join(lines).encode()
    lines[at : at + 1] = [rng.choice((f"{key} = {rng.choice(words)}", f"[{key}]", f"[[{key}]]", key))]
    return "\n".join(lines).encode()


def spoil_zip(rng: Random, data: bytes) -> bytes:
    """Damage what is in an archive, and write it anew with checksums and sizes that are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError):
        return rng.choice(BLIND)(rng, data)
    for _ in range(rng.choice((1, 1, 2))):
        if not members:
            break
        at = 0 if rng.random() < 0.6 else rng.randrange(len(members))  # a project's manifest comes first
        name, body = members[at]
        change = rng.randrange(8)
        if change == 0:
            members.pop(at)
        elif change == 1:
            members.append((rng.choice(("../../evil", "/tmp/evil", "C:\\evil", f"./{name}", name)), body))
        elif change == 2:
            members[at] = rng.choice([other for other, _ in members]), body
        else:
            members[at] = name, (spoil_json if name.endswith(".json") else rng.choice(BLIND))(rng, body)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(
                zipfile.ZipInfo(name), body, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            )
    return stream.getvalue()


def spoil_safetensors(rng: Random, data: bytes) -> bytes:
    """Damage the description at the beginning of a safetensors file, or the model's description in that."""
    (length,) = struct.unpack_from("<Q", data) if len(data) >= 8 else (0,)
    try:
        header = json.loads(data[8 : 8 + length])
    except ValueError:
        return rng.choice(BLIND)(rng, data)
    told = header.get("__metadata__", {}) if isinstance(header, dict) else {}
    inside = [key for key, text in told.items() if isinstance(text, str) and text.startswith("{")]
    if inside and rng.random() < 0.7:
        key = rng.choice(inside)
        told[key] = spoil_json(rng, told[key].encode()).decode()
    else:
        header = spoil_value(rng, header)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def _places(value: Any, way: tuple) -> Any:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*way, key)
            yield from _places(value[key], (*way, key))


def _place(rng: Random, data: bytes) -> int:
    """Somewhere; in one of two cases among the first bytes, where files describe themselves."""
    if not data:
        return 0
    return rng.randrange(min(len(data), 256) if rng.random() < 0.5 else len(data))


def _range(rng: Random, data: bytes) -> tuple[int, int]:
    begin = _place(rng, data)
    return begin, min(len(data), begin + rng.choice((1, 2, 4, 16, 64, 1024)))


def _inflates(body: bytes) -> bool:
    try:
        zlib.decompress(body)
    except zlib.error:
        return False
    return True
