"""A tiny tree of each layout, 32 px pictures in the folders that the real data sets have."""

from pathlib import Path

import cv2
import numpy as np

from core.files import file_digest
from core.imaging.picture import Picture
from core.projects.project import PictureReference, Project, ProjectRun
from core.projects.writing import write_project

SIDE = 32
BACKGROUNDS_OF_C1K = 20


def matte(seed: int = 0, side: int = SIDE) -> np.ndarray:
    """uint8 side×side: a soft disc."""
    y, x = np.mgrid[:side, :side]
    radius = side / 4 + seed % 4
    distance = np.hypot(y - side / 2 + 0.5, x - side / 2 + 0.5)
    return np.rint(np.clip((radius - distance) / 4 + 0.5, 0, 1) * 255).astype(np.uint8)


def trimap_of(alpha: np.ndarray) -> np.ndarray:
    """uint8 0, 128 and 255: exactly the fractional pixels are unknown."""
    full = 1 if alpha.dtype.kind == "f" else 255
    return np.where(alpha == 0, 0, np.where(alpha == full, 255, 128)).astype(np.uint8)


def colours(seed: int = 0, side: int = SIDE) -> np.ndarray:
    """uint8 side×side×3: noise."""
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


def save(path: Path, pixels: np.ndarray) -> Path:
    """Write RGB, RGBA or grey as the file's ending says, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    cv2.imencode(path.suffix, pixels)[1].tofile(path)
    return path


def save_set(folder: Path, names: list[str], **parts: str) -> Path:
    """Write one file per name and part: image="blurred_image/{}.jpg", alpha="mask/{}.png" and so on."""
    for seed, name in enumerate(names):
        alpha = matte(seed)
        pixels = {
            "image": colours(seed), "foreground": colours(seed + 100), "alpha": alpha,
            "trimap": trimap_of(alpha), "background": colours(seed + 200),
        }  # fmt: skip
        for part, place in parts.items():
            save(folder / place.format(name), pixels[part])
    return folder


def save_cutouts(folder: Path, names: list[str]) -> Path:
    """Write RGBA pictures; the names include their endings."""
    for seed, name in enumerate(names):
        save(folder / name, np.dstack((colours(seed), matte(seed))))
    return folder


def save_backgrounds(folder: Path, names: list[str]) -> Path:
    """Write plain pictures; the names include their endings."""
    for seed, name in enumerate(names):
        save(folder / name, colours(seed + 300, 24 + 16 * (seed % 2)))
    return folder


def adobe(root: Path) -> Path:
    """Three foregrounds from two sources; one matte's name is in capitals."""
    top = root / "Combined_Dataset/Training_set"
    save_set(top / "Adobe-licensed images", ["girl 1", "boy"], foreground="fg/{}.jpg", alpha="alpha/{}.png")
    save_set(top / "Other", ["glass"], foreground="fg/{}.png", alpha="alpha/{}.png")
    (top / "Other/alpha/glass.png").rename(top / "Other/alpha/GLASS.PNG")
    return root / "Combined_Dataset"


def composition_1k(root: Path) -> Path:
    """Two foregrounds on 20 backgrounds each; the backgrounds are `voc` below `root`."""
    test_set = root / "Combined_Dataset/Test_set"
    names = ["wolf", "net"]
    folder = test_set / "Adobe-licensed images"
    save_set(folder, names, foreground="fg/{}.png", alpha="alpha/{}.png")
    behind = [f"2008_{number:06}.jpg" for number in range(BACKGROUNDS_OF_C1K * len(names))]
    for seed, name in enumerate(names):
        for number in range(BACKGROUNDS_OF_C1K):
            save(folder / f"trimaps/{name}_{number}.png", trimap_of(matte(seed)))
    (test_set / "test_fg_names.txt").write_text("".join(f"{name}.png\r\n" for name in names))
    (test_set / "test_bg_names.txt").write_text("\n".join(reversed(behind)) + "\n")
    save_backgrounds(root / "voc/VOC2012/JPEGImages", behind)
    # VOC's masks, of the photographs' names.
    save(root / "voc/VOC2012/SegmentationClass/2008_000000.png", matte())
    return root / "Combined_Dataset"


def composition_1k_composed(root: Path) -> Path:
    """Four composites of two foregrounds."""
    names = ["wolf_0", "wolf_1", "net_0", "net_10"]
    parts = {"image": "merged/{}.png", "trimap": "trimaps/{}.png", "alpha": "alpha_copy/{}.png"}
    return save_set(root / "Composition-1k-testset", names, **parts)


def p3m_10k(root: Path) -> Path:
    """Three training pictures, two blurred and one public one to measure on, under validation/."""
    top = root / "P3M-10k"
    save_set(top / "train", ["p_1", "p_2", "p_3"], image="blurred_image/{}.jpg", alpha="mask/{}.png")
    common = {"alpha": "mask/{}.png", "trimap": "trimap/{}.png"}
    save_set(top / "validation/P3M-500-P", ["p_4", "p_5"], image="blurred_image/{}.jpg", **common)
    save_set(top / "validation/P3M-500-NP", ["p_6"], image="original_image/{}.jpg", **common)
    return top


def aim_500(root: Path) -> Path:
    """Two pictures with everything."""
    parts = {"image": "original/{}.jpg", "alpha": "mask/{}.png", "trimap": "trimap/{}.png"}
    save_set(root / "AIM-500", ["o_1", "o_2"], **parts)
    return save_set(root / "AIM-500", ["o_1", "o_2"], trimap="usr/{}.png")


def human_2k(root: Path) -> Path:
    """Three training cut-outs and two to test, and `backgrounds` of five below `root`."""
    top = root / "Human2K"
    save_set(top / "Train", ["h_1", "h_2", "h_3"], foreground="FG/{}.jpg", alpha="Alpha/{}.png")
    save_set(top / "Test", ["h_4", "h_5"], foreground="FG/{}.jpg", alpha="Alpha/{}.png")
    save_backgrounds(root / "backgrounds", [f"b{number}.jpg" for number in range(5)])
    return top


def alphamatting(root: Path) -> Path:
    """Three training pictures, two trimaps each, as the three archives unpack."""
    names = ["GT01", "GT02", "GT03"]
    top = root / "alphamatting"
    save_set(top, names, image="input_training_lowres/{}.png", alpha="gt_training_lowres/{}.png")
    for kind in ("Trimap1", "Trimap2"):
        save_set(top, names, trimap=f"trimap_training_lowres/{kind}/{{}}.png")
    return top


def video(root: Path) -> Path:
    """Two clips of two and three frames: a folder a clip."""
    parts = {"image": "com/{}.jpg", "alpha": "pha/{}.png", "trimap": "trimap/{}.png"}
    save_set(root / "clips/dance", ["0001", "0002"], **parts)
    save_set(root / "clips/walk", ["0001", "0002", "0010"], **parts)
    return root / "clips"


def cutouts(root: Path) -> Path:
    """Four cut-outs of three groups and two backgrounds."""
    names = ["photo/καφές.png", "photo/cup.webp", "rendered/fur/a.png", "loose.png"]
    save_cutouts(root / "own/foregrounds", names)
    save_backgrounds(root / "own/backgrounds", ["wall.jpg", "sky.png"])
    return root / "own"


def folders(root: Path) -> Path:
    """Two pictures and mattes under usual names, and a trimap each."""
    top = root / "my pictures"
    save_set(
        top, ["one", "Zwei"], image="Images/{}.jpg", alpha="mattes/{}.tif", trimap="trimaps/{}_trimap.png"
    )
    return top


def rgba(root: Path) -> Path:
    """Two pictures with transparency in a folder."""
    return save_cutouts(root / "stickers", ["a.png", "b.webp"])


def beside(root: Path) -> Path:
    """Two pictures with their mattes beside them, one with a trimap too."""
    folder = save_set(root / "done", ["one", "Größe"], image="{}.jpg", alpha="{}_alpha.png")
    save(folder / "one_trimap.png", trimap_of(matte()))
    return folder


def save_project(
    path: Path,
    seed: int = 0,
    picture: Path | None = None,
    retouch: np.ndarray | None = None,
    *,
    runs: int = 1,
) -> Path:
    """A project with the seed's picture, or that refers to `picture`; of two runs the first is current."""
    alpha = matte(seed)
    trimap = trimap_of(alpha)
    of = [alpha / np.float32(255), np.ones(alpha.shape, np.float32)]
    reference = PictureReference(path.stem, (SIDE, SIDE))
    if picture is not None:
        reference = PictureReference(picture.name, (SIDE, SIDE), picture, file_digest(picture))
    project = Project(
        reference,
        trimap,
        None if picture is not None else Picture.from_array(colours(seed)),
        tuple(ProjectRun(f"Run {at}", at, of[at], trimap, "compact", {}) for at in range(runs)),
        0 if runs else None,
        retouch,
        runs,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_project(path, project)
    return path


def projects(root: Path) -> Path:
    """Two projects: one holds its picture, the other refers to the one beside it."""
    folder = root / "jobs"
    save_project(folder / "fern.dmat", 0)
    save_project(folder / "moss.dmat", 1, save(folder / "photo of moss.png", colours(1)))
    return folder


TREES = {
    "adobe": adobe,
    "composition-1k": composition_1k,
    "composition-1k-composed": composition_1k_composed,
    "p3m-10k": p3m_10k,
    "aim-500": aim_500,
    "human-2k": human_2k,
    "alphamatting": alphamatting,
    "video": video,
    "cutouts": cutouts,
    "folders": folders,
    "rgba": rgba,
    "beside": beside,
    "projects": projects,
}
