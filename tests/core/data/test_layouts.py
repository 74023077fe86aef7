"""Every layout from a tiny tree of it: recognised, paired, grouped, and what is wrong with it named."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from data.layout_trees import TREES, colours, matte, save, save_backgrounds, save_cutouts, save_set

from core.data.cases import DataSet
from core.data.layouts import LAYOUTS, Folders, open_data_set
from core.errors import DataError

# What each tree holds: cases of each group, and where its papers score.
CONTENTS = {
    "adobe": ({"Adobe-licensed images": 2, "Other": 1}, "unknown"),
    "composition-1k": ({"": 40}, "unknown"),
    "composition-1k-composed": ({"": 4}, "unknown"),
    "p3m-10k": ({"train": 3, "P3M-500-P": 2, "P3M-500-NP": 1}, "whole"),
    "aim-500": ({"": 2}, "whole"),
    "human-2k": ({"Train": 3, "Test": 2}, "unknown"),
    "alphamatting": ({"trimap1": 3, "trimap2": 3}, "unknown"),
    "video": ({"dance": 2, "walk": 3}, "unknown"),
    "cutouts": ({"photo": 2, "rendered": 1, "": 1}, "unknown"),
    "folders": ({"": 2}, "unknown"),
    "rgba": ({"": 2}, "unknown"),
    "beside": ({"": 2}, "unknown"),
    "projects": ({"": 2}, "unknown"),
}


def groups(data: DataSet) -> dict[str, int]:
    return dict(Counter(case.group for case in data.cases))


def test_every_layout_has_a_tree() -> None:
    assert set(TREES) == set(LAYOUTS) == set(CONTENTS)


@pytest.mark.parametrize("name", TREES)
def test_a_tree_is_recognised_and_read(name: str, tmp_path: Path) -> None:
    root = TREES[name](tmp_path)
    data = open_data_set(root, backgrounds=tmp_path / "voc" if name == "composition-1k" else None)
    assert data.layout == name
    assert data.root == root
    assert (groups(data), data.convention) == CONTENTS[name]
    assert data.problems == ()
    assert data.notes == ()
    assert len({(case.group, case.name) for case in data.cases}) == len(data.cases)
    for case in data.cases:
        files = [case.alpha, case.image, case.foreground, case.background, case.trimap]
        assert all(path.is_file() for path in files if path is not None)
        stem = case.alpha.stem.removesuffix("_alpha")
        assert stem.casefold() == case.name.split("/")[-1].casefold() or name == "composition-1k"


@pytest.mark.parametrize("name", TREES)
def test_a_named_layout_is_taken_and_so_is_the_folder_around_it(name: str, tmp_path: Path) -> None:
    outer = tmp_path / "downloads"
    root = TREES[name](outer)
    pool = save_backgrounds(tmp_path / "b", [f"2008_{number:06}.jpg" for number in range(40)])
    shutil.rmtree(outer / "voc", ignore_errors=True)
    shutil.rmtree(outer / "backgrounds", ignore_errors=True)
    for place in (root, outer):
        assert open_data_set(place, name, backgrounds=pool).layout == name


@pytest.mark.parametrize(
    ("name", "inside", "expected"),
    [
        ("adobe", "Training_set", {"Adobe-licensed images": 2, "Other": 1}),
        ("adobe", "Training_set/Other", {"Other": 1}),
        ("composition-1k", "Test_set", {"": 40}),
        ("composition-1k", "Test_set/Adobe-licensed images", {"": 40}),
        ("p3m-10k", "validation", {"P3M-500-P": 2, "P3M-500-NP": 1}),
        ("p3m-10k", "validation/P3M-500-NP", {"P3M-500-NP": 1}),
        ("p3m-10k", "train", {"train": 3}),
        ("human-2k", "Test", {"Test": 2}),
    ],
)
def test_a_split_is_a_root_too(name: str, inside: str, expected: dict[str, int], tmp_path: Path) -> None:
    root = TREES[name](tmp_path) / inside
    data = open_data_set(root, backgrounds=tmp_path / "voc" if name == "composition-1k" else None)
    assert data.layout == name
    assert groups(data) == expected


def test_p3m_without_the_validation_level(tmp_path: Path) -> None:
    root = TREES["p3m-10k"](tmp_path)
    for split in ("P3M-500-P", "P3M-500-NP"):
        shutil.move(root / "validation" / split, root / split)
    (root / "validation").rmdir()
    assert groups(open_data_set(root)) == {"train": 3, "P3M-500-P": 2, "P3M-500-NP": 1}


@pytest.mark.parametrize(("split", "expected"), [("500-p", "P3M-500-P"), ("P3M-500-NP", "P3M-500-NP")])
def test_a_split_is_chosen_by_name_or_its_end(split: str, expected: str, tmp_path: Path) -> None:
    assert set(groups(open_data_set(TREES["p3m-10k"](tmp_path), split=split))) == {expected}


def test_a_split_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no split trimap7.*trimap1, trimap2"):
        open_data_set(TREES["alphamatting"](tmp_path), split="trimap7")


def test_composition_1k_keeps_the_order_of_its_lists(tmp_path: Path) -> None:
    root = TREES["composition-1k"](tmp_path)
    cases = open_data_set(root, backgrounds=tmp_path / "voc").cases
    assert [case.name for case in cases[19:22]] == ["wolf_19", "net_0", "net_1"]
    # The list is written backwards, so a reader that sorted it would put 2008_000020 here.
    assert cases[20].background.name == "2008_000019.jpg"
    assert cases[20].background.parent.name == "JPEGImages"
    assert cases[20].foreground.name == "net.png"
    assert cases[20].trimap.name == "net_0.png"


def test_composition_1k_says_what_it_needs(tmp_path: Path) -> None:
    root = TREES["composition-1k"](tmp_path)
    with pytest.raises(DataError, match=r"Pascal VOC.*--backgrounds"):
        open_data_set(root)
    (tmp_path / "voc/VOC2012/JPEGImages/2008_000007.jpg").unlink()
    (root / "Test_set/Adobe-licensed images/trimaps/wolf_3.png").unlink()
    data = open_data_set(root, backgrounds=tmp_path / "voc")
    assert len(data.cases) == 38
    assert any("2008_000007.jpg" in problem for problem in data.problems)
    assert any("trimaps/wolf_3" in problem for problem in data.problems)
    names = root / "Test_set/test_bg_names.txt"
    names.write_text("\n".join(names.read_text().split()[:-1]))
    with pytest.raises(DataError, match=r"has 39"):
        open_data_set(root, backgrounds=tmp_path / "voc")
    names.unlink()
    with pytest.raises(DataError, match=r"test_bg_names\.txt is not beside"):
        open_data_set(root, backgrounds=tmp_path / "voc")


def test_a_folder_with_both_of_adobes_sets_asks_which(tmp_path: Path) -> None:
    TREES["adobe"](tmp_path)
    root = TREES["composition-1k"](tmp_path)
    with pytest.raises(DataError, match=r"several data sets.*adobe.*composition-1k"):
        open_data_set(root)
    assert len(open_data_set(root, "adobe").cases) == 3
    assert len(open_data_set(root, "composition-1k", backgrounds=tmp_path / "voc").cases) == 40


def test_human_2k_tests_on_the_given_backgrounds(tmp_path: Path) -> None:
    root = TREES["human-2k"](tmp_path)
    cases = open_data_set(root, split="test", backgrounds=tmp_path / "backgrounds").cases
    # Two foregrounds share five backgrounds: two each.
    assert [case.name for case in cases] == ["h_4_0", "h_4_1", "h_5_0", "h_5_1"]
    assert [case.background.name for case in cases] == ["b0.jpg", "b1.jpg", "b2.jpg", "b3.jpg"]


def test_alphamatting_in_a_plain_folder_with_test_pictures(tmp_path: Path) -> None:
    names = [f"GT{number:02}" for number in range(1, 4)]
    save_set(tmp_path, names, image="image/{}.png", trimap="trimap1/{}.png")
    save_set(tmp_path, names[:2], alpha="alpha/{}.png")
    data = open_data_set(tmp_path)
    assert data.layout == "alphamatting"
    assert [case.name for case in data.cases] == ["GT01", "GT02"]
    assert data.problems == ()
    assert "GT03" in data.notes[0]
    (tmp_path / "alpha/GT01.png").unlink()  # this one has a truth: it is missing
    (problem,) = open_data_set(tmp_path).problems
    assert "GT01" in problem


def test_clips_below_their_parts(tmp_path: Path) -> None:
    for clip, frames in (("a", ["1", "2", "10"]), ("b", ["1"])):
        parts = {"foreground": f"fgr/{clip}/{{}}.jpg", "alpha": f"pha/{clip}/{{}}.jpg"}
        save_set(tmp_path, frames, **parts)
    data = open_data_set(tmp_path, backgrounds=save_backgrounds(tmp_path / "walls", ["x.jpg", "y.jpg"]))
    assert data.layout == "video"
    assert [(case.group, case.name) for case in data.cases] == [
        ("a", "1"),
        ("a", "2"),
        ("a", "10"),
        ("b", "1"),
    ]
    assert {case.background.name for case in data.cases} == {"x.jpg"}


def test_frames_without_mattes_are_noted_not_complained_of(tmp_path: Path) -> None:
    root = TREES["video"](tmp_path)
    save_set(root / "walk", ["0003"], image="com/{}.jpg")
    data = open_data_set(root)
    assert len(data.cases) == 5
    assert data.problems == ()
    assert "walk" in data.notes[0]


def test_folders_named_train_and_val_are_groups(tmp_path: Path) -> None:
    for split in ("train", "val"):
        save_set(tmp_path / split, ["a"], image="images/{}.png", alpha="alphas/{}.png")
    data = open_data_set(tmp_path)
    assert data.layout == "folders"
    assert groups(data) == {"train": 1, "val": 1}


def test_backgrounds_pair_by_name_or_serve_all(tmp_path: Path) -> None:
    save_set(tmp_path, ["a", "b"], foreground="fg/{}.png", alpha="alpha/{}.png", background="bg/{}.jpg")
    cases = open_data_set(tmp_path).cases
    assert [case.background.stem for case in cases] == ["a", "b"]
    shutil.rmtree(tmp_path / "bg")
    save_backgrounds(tmp_path / "bg", ["wall.jpg"])
    data = open_data_set(tmp_path)
    assert [case.background.stem for case in data.cases] == ["wall", "wall"]
    assert [path.stem for path in data.backgrounds] == ["wall"]


def test_folders_named_one_by_one(tmp_path: Path) -> None:
    save_set(tmp_path, ["a", "sub/b"], image="x/{}.png", alpha="y/{}.png", trimap="z/{}.png")
    data = open_data_set(None, folders=Folders(images=tmp_path / "x", alphas=tmp_path / "y"))
    assert [case.name for case in data.cases] == ["a", "sub/b"]
    assert data.cases[0].trimap is None
    assert data.root == tmp_path
    with_trimaps = Folders(images=tmp_path / "x", alphas=tmp_path / "y", trimaps=tmp_path / "z")
    assert open_data_set(None, folders=with_trimaps).cases[0].trimap is not None
    with pytest.raises(DataError, match="--alphas"):
        open_data_set(None, folders=Folders(images=tmp_path / "x"))
    with pytest.raises(DataError, match="no folder of trimaps"):
        open_data_set(None, folders=Folders(tmp_path / "x", tmp_path / "y", tmp_path / "nowhere"))


def test_foregrounds_named_alone_are_cutouts(tmp_path: Path) -> None:
    save_cutouts(tmp_path / "f", ["a.png"])
    behind = save_backgrounds(tmp_path / "b", ["w.png"])
    (case,) = open_data_set(None, folders=Folders(foregrounds=tmp_path / "f", backgrounds=behind)).cases
    assert case.alpha.name == "a.png"
    assert case.image is None
    assert case.background.name == "w.png"


def test_files_without_partners_are_named_and_left_out(tmp_path: Path) -> None:
    root = TREES["p3m-10k"](tmp_path)
    (root / "train/mask/p_2.png").unlink()
    save(root / "train/mask/p_9.png", matte())
    save(root / "train/mask/p_1.tif", matte())
    (root / "train/blurred_image/p_7.jpg.crdownload").write_bytes(b"half")
    data = open_data_set(root, split="train")
    assert [case.name for case in data.cases] == ["p_1", "p_3"]
    assert len(data.problems) == 4
    for name in ("blurred_image/p_2.jpg", "mask/p_9.png", "mask/p_1.tif", "p_7.jpg.crdownload"):
        assert any(name in problem for problem in data.problems)


def test_problems_of_other_splits_are_not_told(tmp_path: Path) -> None:
    root = TREES["p3m-10k"](tmp_path)
    (root / "train/mask/p_2.png").unlink()
    assert open_data_set(root, split="500-P").problems == ()
    assert len(open_data_set(root).problems) == 1


def test_an_ending_tells_a_role_unless_the_pictures_have_it_too(tmp_path: Path) -> None:
    save_set(tmp_path, ["cat", "gas_mask"], image="images/{}.jpg", trimap="trimaps/{}_trimap.png")
    save_set(tmp_path, ["cat_alpha", "gas_mask"], alpha="alphas/{}.png")
    data = open_data_set(tmp_path)
    assert [case.alpha.stem for case in data.cases] == ["cat_alpha", "gas_mask"]
    assert data.problems == ()


def test_what_lies_beside_a_picture(tmp_path: Path) -> None:
    root = TREES["beside"](tmp_path)
    save(root / "three.jpg", colours())
    save(root / "four_matte.png", matte())
    data = open_data_set(root)
    assert {case.name: case.trimap and case.trimap.name for case in data.cases} == {
        "one": "one_trimap.png",
        "Größe": None,
    }
    assert len(data.notes) == 1 and data.notes[0].startswith("three.jpg has no three_alpha.png")
    assert len(data.problems) == 1 and data.problems[0].startswith("four_matte.png has no picture")


def test_one_folder_is_not_taken_for_two(tmp_path: Path) -> None:
    root = TREES["beside"](tmp_path)
    with pytest.raises(DataError, match="name that folder alone"):
        open_data_set(None, folders=Folders(images=root, alphas=root))


def test_litter_and_the_case_and_form_of_names_do_not_matter(tmp_path: Path) -> None:
    save_set(tmp_path, ["Caf\u00e9"], image="image/{}.JPG")
    save_set(tmp_path, ["cafe\u0301"], alpha="alpha/{}.png")  # as a Mac's archives spell it
    for litter in ("image/.DS_Store", "image/Thumbs.db", "image/._Café.JPG", "alpha/__MACOSX/x.png"):
        (tmp_path / litter).parent.mkdir(exist_ok=True)
        (tmp_path / litter).write_bytes(b"litter")
    data = open_data_set(tmp_path)
    assert [case.name for case in data.cases] == ["Caf\u00e9"]
    assert data.problems == ()


@pytest.mark.parametrize("name", ["rgba", "p3m-10k", "video"])
def test_the_folder_one_is_in(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = TREES[name](tmp_path)
    monkeypatch.chdir(root)
    named, here = open_data_set(root), open_data_set(".")
    assert [case.name for case in here.cases] == [case.name for case in named.cases]


def test_a_link_that_leads_back_is_walked_once(tmp_path: Path) -> None:
    root = TREES["rgba"](tmp_path)
    (root / "again").symlink_to(root, target_is_directory=True)
    assert len(open_data_set(root).cases) == 2


def test_wrong_roots_are_named_with_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        open_data_set(tmp_path / "nowhere")
    picture = save(tmp_path / "pictures/a.jpg", matte())
    with pytest.raises(DataError, match="is a file"):
        open_data_set(picture)
    with pytest.raises(DataError) as caught:
        open_data_set(tmp_path)
    assert all(f"  {name}: " in str(caught.value) for name in LAYOUTS)
    assert "pictures" in str(caught.value)
    with pytest.raises(DataError, match=r"no layout coco.*p3m-10k"):
        open_data_set(tmp_path, "coco")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="in no way known"):
        open_data_set(tmp_path / "empty")
    with pytest.raises(DataError, match="holds no pictures"):
        open_data_set(TREES["rgba"](tmp_path), backgrounds=tmp_path / "empty")


def test_a_folder_too_deep_is_told_so(tmp_path: Path) -> None:
    root = TREES["folders"](tmp_path)
    with pytest.raises(DataError, match=r"Images is a part of a data set.*the folder around it"):
        open_data_set(root / "Images")


def test_a_data_set_without_a_single_pair_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "images/one.png", matte())
    save(tmp_path / "alphas/two.png", matte())
    with pytest.raises(DataError, match=r"No pictures to use.*images/one\.png has no matte"):
        open_data_set(tmp_path)


def test_one_of_several_data_sets_must_be_named(tmp_path: Path) -> None:
    TREES["aim-500"](tmp_path)
    TREES["p3m-10k"](tmp_path)
    with pytest.raises(DataError, match=r"several data sets.*AIM-500.*P3M-10k"):
        open_data_set(tmp_path)
