#!/usr/bin/env python3
"""Makes the pictures in files/ and what an independent decoder sees in them.

    python3 -m venv /tmp/pictures && /tmp/pictures/bin/pip install pillow==13.0.0
    /tmp/pictures/bin/python tests/photo/make.py

Pillow decodes JPEG by libjpeg-turbo in C, turns by its own code, and converts colours by littleCMS: none of that is
in Tantu. Each NAME.jpg or NAME.png has its reference pixels in NAME.seen.png; what has none must be refused. HEIC needs
`heif-enc` (libheif-examples); without it that one file stays as it is.
"""

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageOps

FILES = Path(__file__).parent / "files"


def scene(width, height):
    """Soft ramps of colour, and shapes that tell every turn and mirroring apart."""
    image = Image.new("RGB", (width, height))
    pixels = image.load()
    for y in range(height):
        for x in range(width):
            across, down = x / width, y / height
            pixels[x, y] = (int(40 + 180 * across), int(60 + 150 * down), int(200 - 120 * across * down))
    draw = ImageDraw.Draw(image)
    unit = min(width, height) / 12
    draw.rectangle([unit, unit, 4 * unit, 3 * unit], fill=(210, 40, 30))
    draw.polygon([(width - unit, unit), (width - unit, 5 * unit), (width - 5 * unit, unit)], fill=(30, 150, 50))
    draw.ellipse([unit, height - 4 * unit, 4 * unit, height - unit], fill=(40, 60, 190))
    draw.line([(width / 2, height - unit), (width - unit, height - 3 * unit)], fill=(240, 240, 235), width=int(unit))
    return image


COSTS = {}


def seen(name, image):
    image = image.convert("RGB")
    image.save(FILES / f"{name}.seen.png", optimize=True)
    # What it costs the same independent program to store the picture as Tantu stores photos.
    stored = io.BytesIO()
    image.save(stored, "jpeg", quality=80, subsampling="4:2:0")
    parts = sorted(ImageChops.difference(image, Image.open(stored)).tobytes())
    COSTS[name] = (sum(parts) / len(parts), parts[len(parts) * 99 // 100])


def jpeg(name, image, see=lambda opened: opened, **options):
    options = {"quality": 92, "subsampling": "4:2:0", **options}
    path = FILES / f"{name}.jpg"
    image.save(path, **options)
    with Image.open(path) as opened:
        seen(name, see(opened))


def orientations(upright):
    back = [None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_90, Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_270]
    for number, turn in enumerate(back, start=1):
        exif = Image.Exif()
        exif[0x0112] = number
        stored = upright if turn is None else upright.transpose(turn)
        jpeg(f"orientation-{number}", stored, ImageOps.exif_transpose, exif=exif)


def display_p3():
    """A profile as telephones embed it: Display P3's primaries, sRGB's curve (ICC.1:2022)."""
    def fixed(*numbers):
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)
    curve = b"para\0\0\0\0\0\3\0\0" + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    text = "Display P3".encode("utf-16-be")
    words = b"mluc\0\0\0\0" + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", len(text), 28) + text
    tags = {
        b"desc": words, b"cprt": words, b"wtpt": b"XYZ \0\0\0\0" + fixed(0.9642, 1.0, 0.8249),
        b"rXYZ": b"XYZ \0\0\0\0" + fixed(0.51512, 0.24120, -0.00105),
        b"gXYZ": b"XYZ \0\0\0\0" + fixed(0.29198, 0.69225, 0.04189),
        b"bXYZ": b"XYZ \0\0\0\0" + fixed(0.15710, 0.06657, 0.78407),
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data
    header = struct.pack(">I4sI4s4s4s", 132 + 12 * len(tags) + len(body), b"\0\0\0\0", 0x04000000, b"mntr", b"RGB ",
                         b"XYZ ")
    header = header.ljust(36, b"\0") + b"acsp"
    header = header.ljust(68, b"\0") + fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + table + body


def to_srgb(opened):
    profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
    return ImageCms.profileToProfile(opened, profile, ImageCms.createProfile("sRGB"))


def placed():
    """In Ulanhot, 46°04′12″ N 122°05′24″ E, on a camera that tells its owner."""
    exif = Image.Exif()
    exif[0xA430] = "OWNER-SECRET"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 09:30:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (46.0, 4.0, 12.0), 3: "E", 4: (122.0, 5.0, 24.0)})
    return exif


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(path, width, height, depth, kind, rows):
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)


def pngs(image):
    width, height = image.size
    deep = b"".join(
        b"\0" + b"".join(struct.pack(">H", part * 257) for x in range(width) for part in image.getpixel((x, y)))
        for y in range(height))
    png(FILES / "deep.png", width, height, 16, 2, deep)
    seen("deep", image)
    clear = image.copy()
    mask = Image.linear_gradient("L").resize(image.size)
    clear.putalpha(mask)
    clear.save(FILES / "clear.png", optimize=True)
    seen("clear", Image.alpha_composite(Image.new("RGBA", image.size, "white"), clear))
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(FILES / "palette.png", optimize=True)
    seen("palette", Image.open(FILES / "palette.png"))


def refused(image):
    image.convert("CMYK").save(FILES / "cmyk.jpg", quality=85)
    good = io.BytesIO()
    image.save(good, "jpeg", quality=85)
    good = good.getvalue()
    (FILES / "cut.jpg").write_bytes(good[: len(good) * 2 // 3])
    (FILES / "empty.jpg").write_bytes(b"")
    (FILES / "zeros.jpg").write_bytes(bytes(512))
    frame = good.index(b"\xff\xc0")
    huge = good[: frame + 5] + struct.pack(">HH", 50_000, 50_000) + good[frame + 9:]
    (FILES / "huge.jpg").write_bytes(huge)
    png(FILES / "huge.png", 50_000, 50_000, 8, 2, bytes(64))
    image.save(FILES / "picture.webp", quality=60)
    image.save(FILES / "picture.gif")
    if shutil.which("heif-enc"):
        image.save("/tmp/tantu-scene.png")
        subprocess.run(["heif-enc", "-q", "40", "/tmp/tantu-scene.png", "-o", str(FILES / "phone.heic")], check=True)


def main():
    FILES.mkdir(exist_ok=True)
    image = scene(96, 64)
    orientations(image)
    jpeg("baseline-422", image, subsampling="4:2:2")
    jpeg("baseline-444", image, subsampling="4:4:4")
    jpeg("progressive-420", image, progressive=True)
    jpeg("progressive-444", image, progressive=True, subsampling="4:4:4")
    jpeg("odd-420", scene(61, 43))
    jpeg("odd-422", scene(61, 43), subsampling="4:2:2")
    jpeg("restarts", image, restart_marker_blocks=2)
    jpeg("optimized", image, optimize=True)
    jpeg("grey", image.convert("L"))
    jpeg("rgb", image, keep_rgb=True, subsampling="4:4:4")
    jpeg("display-p3", image, to_srgb, icc_profile=display_p3())
    jpeg("placed", image, exif=placed())
    # To be stored with 160 px: with averaging before the filter (2.5 times smaller), and without (1.6 times).
    shrink = lambda opened: opened.resize((160, 106), Image.Resampling.LANCZOS)
    jpeg("large", scene(400, 266), shrink)
    jpeg("larger", scene(256, 170), shrink)
    pngs(image)
    refused(image)
    lines = [f"{name}\t{mean:.3f}\t{most}\n" for name, (mean, most) in sorted(COSTS.items())]
    (FILES / "costs.tsv").write_text("name\tmean\t99 of 100\n" + "".join(lines))


if __name__ == "__main__":
    main()
