"""What actions, menus and keys there are: words, icons and keys, without a widget."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionSpec:
    """One action. `group` makes it one of several of which exactly one is checked."""

    id: str
    text: str
    icon: str
    tip: str
    keys: tuple[str, ...] = ()
    group: str = ""
    checkable: bool = False
    checked_icon: str = ""
    """Another icon while it is checked."""
    local: bool = False
    """The keys work only where the action's widget has the focus."""


FOREGROUND_BLUE, BACKGROUND_ORANGE = "#0072B2", "#D55E00"

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "Open…", "folder-open", "Open a picture or a project", ("Ctrl+O",)),
    ActionSpec("clear_recent", "Clear list", "trash",
               "Forget which files were opened; the files stay where they are"),
    ActionSpec("save_project", "Save project", "floppy-disk-back", "Write picture, trimap, runs and retouch "
               "into one file, to go on with later", ("Ctrl+S",)),
    ActionSpec("save_project_as", "Save project as…", "files", "Write the project into another file",
               ("Ctrl+Alt+S",)),
    ActionSpec("project_steps", "Keep the steps in projects", "film-strip", "Write every step of every run "
               "into projects too; without them the files are smaller", checkable=True),
    ActionSpec("project_picture", "Put the picture into projects", "image-square", "Write the picture itself "
               "into projects, so that they open anywhere; else they refer to its file", checkable=True),
    ActionSpec("load_trimap", "Load trimap…", "upload-simple", "Use a trimap or a mask from a file",
               ("Ctrl+Shift+O",)),
    ActionSpec("save_trimap", "Save trimap…", "floppy-disk", "Write the trimap as a PNG of 0, 128 and 255",
               ("Ctrl+Shift+S",)),
    ActionSpec("export", "Export…", "export", "Write the alpha, the cut-out, a composite or the steps",
               ("Ctrl+E",)),
    ActionSpec("batch", "Batch…", "folders", "Matte a whole folder of pictures, one after the other",
               ("Ctrl+B",)),
    ActionSpec("copy_alpha", "Copy alpha", "circle-half-tilt", "Put the Result's alpha on the clipboard",
               ("Ctrl+Alt+C",)),
    ActionSpec("copy_cutout", "Copy cut-out", "copy", "Put the cut-out, transparent around, on the clipboard",
               ("Ctrl+C",)),
    ActionSpec("copy_composite", "Copy composite", "copy-simple",
               "Put the composite over the background chosen last on the clipboard", ("Ctrl+Shift+C",)),
    ActionSpec("paste", "Paste", "clipboard", "Open the picture that was copied; a trimap of the open "
               "picture's size takes its place", ("Ctrl+V",)),
    ActionSpec("paste_trimap", "Paste as trimap", "clipboard-text",
               "Use the picture that was copied as the trimap", ("Ctrl+Shift+V",)),
    ActionSpec("quit", "Quit", "sign-out", "Close the app", ("Ctrl+Q",)),
    ActionSpec("undo", "Undo", "arrow-u-up-left", "Take back the last change", ("Ctrl+Z",)),
    ActionSpec("redo", "Redo", "arrow-u-up-right", "Do the change again", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec("preferences", "Preferences…", "gear", "Theme, language, device, colours, brushes and keys, "
               "as you like them", ("Ctrl+,",)),
    ActionSpec("view_image", "Image", "image", "Show the picture alone", ("F2",), group="view"),
    ActionSpec("view_overlay", "Trimap overlay", "selection-background", "Show the trimap over the picture",
               ("F3",), group="view"),
    ActionSpec("view_alpha", "Alpha", "circle-half", "Show the alpha: white is kept, black is cut", ("F4",),
               group="view"),
    ActionSpec("view_composite", "Composite", "stack", "Show the cut-out over another background", ("F5",),
               group="view"),
    ActionSpec("view_foreground", "Foreground", "user-focus", "Show the foreground colours alone", ("F6",),
               group="view"),
    ActionSpec("view_difference", "Difference", "plus-minus",
               "Show by how much the alpha differs from the start's or another run's", ("F7",), group="view"),
    ActionSpec("wipe", "Compare two views", "columns",
               "Put a divider on the picture, with another view at its right", ("W",), checkable=True),
    ActionSpec("other_image", "Compare with the image", "image", "The image at the divider's right",
               ("Shift+F2",), group="other"),
    ActionSpec("other_overlay", "Compare with the trimap overlay", "selection-background",
               "The trimap over the picture at the divider's right", ("Shift+F3",), group="other"),
    ActionSpec("other_alpha", "Compare with the alpha", "circle-half", "The alpha at the divider's right",
               ("Shift+F4",), group="other"),
    ActionSpec("other_composite", "Compare with the composite", "stack",
               "The composite at the divider's right", ("Shift+F5",), group="other"),
    ActionSpec("other_foreground", "Compare with the foreground", "user-focus",
               "The foreground colours at the divider's right", ("Shift+F6",), group="other"),
    ActionSpec("other_difference", "Compare with the difference", "plus-minus",
               "The difference at the divider's right", ("Shift+F7",), group="other"),
    ActionSpec("divider_left", "Divider to the left", "caret-left", "Move the divider to the left",
               ("Alt+Left",)),
    ActionSpec("divider_right", "Divider to the right", "caret-right", "Move the divider to the right",
               ("Alt+Right",)),
    ActionSpec("live_preview", "Live preview", "lightning",
               "After each stroke, show a coarse alpha of what is in sight; Matte refines it", ("V",),
               checkable=True),
    ActionSpec("back_checker", "Checkerboard", "grid-four", "Composite over a checkerboard", group="back"),
    ActionSpec("back_colour", "Colour…", "palette", "Composite over a colour of your choice", group="back"),
    ActionSpec("back_picture", "Picture…", "image-square", "Composite over a picture from a file",
               group="back"),
    ActionSpec("overlay_look", "Overlay's colours…", "swatches",
               "Choose the colours and the strength of the trimap over the picture; hold O to hide it"),
    ActionSpec("fit", "Fit to window", "corners-out", "See the whole picture", ("Ctrl+0",)),
    ActionSpec("actual_size", "100 %", "frame-corners", "One picture pixel per screen pixel", ("Ctrl+1",)),
    ActionSpec("zoom_in", "Zoom in", "magnifying-glass-plus", "See it larger", ("Ctrl++", "Ctrl+=")),
    ActionSpec("zoom_out", "Zoom out", "magnifying-glass-minus", "See it smaller", ("Ctrl+-",)),
    ActionSpec("theme_system", "Theme: as the system", "monitor", "Light or dark as the system is",
               group="theme"),
    ActionSpec("theme_light", "Theme: light", "sun", "A light window", group="theme"),
    ActionSpec("theme_dark", "Theme: dark", "moon", "A dark window", group="theme"),
    ActionSpec("brush", "Brush", "paint-brush", "Paint the chosen class; Shift draws a straight line", ("B",),
               group="tool"),
    ActionSpec("eraser", "Eraser", "eraser", "Paint back to unknown", ("E",), group="tool"),
    ActionSpec("lasso", "Lasso", "scribble-loop", "Draw around an area to paint it; Esc gives it up", ("L",),
               group="tool"),
    ActionSpec("polygon", "Polygon", "polygon", "Click the corners of an area to paint it; Return or a "
               "double click closes it, Backspace or Undo takes a corner back", ("Shift+L",), group="tool"),
    ActionSpec("bucket", "Bucket", "paint-bucket", "Fill an area of one class, as within a painted line",
               ("G",), group="tool"),
    ActionSpec("box", "Box around the subject", "bounding-box", "Drag a box around the subject: a trimap is "
               "made from it, and from strokes painted before", ("M",), group="tool"),
    ActionSpec("region", "Matte a rectangle", "selection", "Drag a rectangle: the Result is computed anew in "
               "it, and stays as it is around it", ("Shift+M",), group="tool"),
    ActionSpec("retouch", "Retouch", "bandaids", "Paint on the Result's alpha, over whatever run it "
               "is of; the right button restores", ("A",), group="tool"),
    ActionSpec("hand", "Hand", "hand", "Move the picture; hold Space with any tool", ("H",), group="tool"),
    ActionSpec("class_foreground", "Foreground", "user", "Paint what is surely kept", ("1",), group="class"),
    ActionSpec("class_background", "Background", "tree", "Paint what is surely cut away", ("2",),
               group="class"),
    ActionSpec("class_unknown", "Unknown", "circle-dashed", "Paint what the app has to find out: hair, edges",
               ("3",), group="class"),
    ActionSpec("swap", "Swap foreground and background", "swap", "Change to the other brush", ("X",)),
    ActionSpec("shrink", "Smaller brush", "minus-circle", "Make the brush smaller", ("[",)),
    ActionSpec("grow", "Larger brush", "plus-circle", "Make the brush larger", ("]",)),
    ActionSpec("softer", "Softer retouch", "circle-dashed", "Retouch: give the brush a wider soft rim",
               ("Shift+[",)),
    ActionSpec("harder", "Harder retouch", "circle-fill", "Retouch: give the brush a narrower soft rim",
               ("Shift+]",)),
    ActionSpec("weaker", "Weaker retouch", "drop-half", "Retouch: let one stroke cover less of the alpha",
               ("Alt+[",)),
    ActionSpec("stronger", "Stronger retouch", "drop", "Retouch: let one stroke cover more of the alpha",
               ("Alt+]",)),
    ActionSpec("brush_on_screen", "Brush keeps its size on the screen", "push-pin",
               "When zooming, keep the brush's size on the screen instead of in the picture", checkable=True),
    ActionSpec("pen_pressure", "Pen pressure sizes the brush", "pen-nib",
               "Press the pen harder for a larger brush", checkable=True),
    ActionSpec("auto_trimap", "Auto trimap…", "target",
               "A trimap from a mask, the picture's own alpha or the Result, its band as wide as you like",
               ("Ctrl+T",)),
    ActionSpec("narrow_band", "Narrower unknown band", "arrows-in-line-horizontal",
               "Give the outer pixels of the unknown to the foreground and the background", ("Ctrl+[",)),
    ActionSpec("widen_band", "Wider unknown band", "arrows-out-line-horizontal",
               "Let the unknown reach further into the foreground and the background", ("Ctrl+]",)),
    ActionSpec("from_strokes", "Trimap from the strokes", "magic-wand",
               "Guess the missing class from what is painted; one Undo takes it back"),
    ActionSpec("matte", "Matte", "sparkle", "Compute the alpha from the picture and the trimap",
               ("Ctrl+Return", "Ctrl+Enter")),
    ActionSpec("matte_again", "Matte all the same", "repeat",
               "Run once more with the trimap and the settings of a run that is there"),
    ActionSpec("rename_run", "Rename the run…", "pencil-simple", "Give the current run a name of your own"),
    ActionSpec("delete_run", "Delete the run", "trash",
               "Take the current run off the list; undo brings it back"),
    ActionSpec("cancel", "Cancel", "x-circle", "Stop the run after the network call in flight", ("Escape",)),
    ActionSpec("use_step", "Use this step", "check-circle", "Make the step on show the Result", ("Ctrl+U",)),
    ActionSpec("back_to_result", "Back to result", "arrow-counter-clockwise", "Show the Result", ("R",)),
    ActionSpec("reset_result", "Use the run's final alpha", "flag",
               "Make the run's last step the Result again"),
    ActionSpec("remove_retouch", "Remove retouch", "eraser",
               "Show the run's alpha again wherever it was retouched; undo brings the retouch back"),
    ActionSpec("previous_step", "Previous step", "skip-back", "Show the step before", ("Left",), local=True),
    ActionSpec("next_step", "Next step", "skip-forward", "Show the step after", ("Right",), local=True),
    ActionSpec("play", "Play the steps", "play", "Show the steps in turn", ("P",), checkable=True,
               checked_icon="pause"),
    ActionSpec("sdedit", "Path without correction", "rows",
               "Show the path of the same noise without correction (SDEdit) below the run's own",
               ("D",), checkable=True),
    ActionSpec("compare_step", "Compare with this step", "git-diff",
               "Show by how much other steps, and the Result, differ from the step on show", ("Shift+D",)),
    ActionSpec("full_range", "Full range", "arrows-out-line-vertical",
               "Show a matte from its lowest to its highest value instead of 0 to 1", checkable=True),
    ActionSpec("model_manager", "Models…", "cube", "Every model there is: choose one, import the authors' "
               "weights or a model file, rename, remove"),
    ActionSpec("add_to_training_set", "Add to training set", "folder-plus", "Keep the picture, its trimap "
               "and the Result, retouch included, among the pictures that a model can be fine-tuned on"),
    ActionSpec("finetune", "Fine-tune…", "graduation-cap",
               "Train a model further on pictures of your own, and see what it gains and loses"),
    ActionSpec("palette", "Command palette…", "magnifying-glass", "Find any action by a few letters of its "
               "name, and run it", ("Ctrl+K", "Ctrl+Shift+P")),
    ActionSpec("evaluate", "Evaluate…", "ruler", "Measure models on pictures with known mattes, worst cases "
               "first"),
    ActionSpec("shortcuts", "Keyboard shortcuts", "keyboard", "List every key", ("F1",)),
    ActionSpec("self_check", "Self-check…", "heartbeat", "Check whether all that the program stands on is "
               "there and works, with a report to copy"),
    ActionSpec("show_log", "Show the log", "notebook",
               "Open the folder of the log, which tells what was done and what went wrong"),
    ActionSpec("about", "About DiffusionMat", "info", "Versions, device, licence, citation, and whose work "
               "this stands on"),
)  # fmt: skip

RETOUCH_SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("class_foreground", "Opaque", "circle-fill", "Retouch: paint alpha 1, kept whole", ("1",)),
    ActionSpec("class_background", "Transparent", "circle", "Retouch: paint alpha 0, cut away", ("2",)),
    ActionSpec("class_unknown", "Restore", "arrow-counter-clockwise",
               "Retouch: take the retouch away and show the run's alpha", ("3",)),
    ActionSpec("swap", "Swap opaque and transparent", "swap", "Change to the other of the two", ("X",)),
)  # fmt: skip
"""What the actions of the classes are, by the same keys, while Retouch is in hand."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("File", ("open", "recent", "samples", "", "save_project", "save_project_as", "projects", "",
              "load_trimap", "save_trimap", "", "export", "batch", "", "quit")),
    ("Edit", ("undo", "redo", "", "copy_cutout", "copy_alpha", "copy_composite",
              "", "paste", "paste_trimap", "", "preferences")),
    ("View", ("view_image", "view_overlay", "view_alpha", "view_composite", "view_foreground",
              "view_difference", "", "wipe", "compare", "live_preview", "", "back_checker", "back_colour",
              "back_picture", "overlay_look", "", "fit", "actual_size", "zoom_in", "zoom_out", "",
              "theme_system", "theme_light", "theme_dark")),
    ("Tools", ("brush", "eraser", "lasso", "polygon", "bucket", "box", "region", "retouch", "hand", "",
               "class_foreground", "class_background", "class_unknown", "swap", "",
               "shrink", "grow", "brush_on_screen", "pen_pressure", "",
               "softer", "harder", "weaker", "stronger")),
    ("Trimap", ("auto_trimap", "from_strokes", "", "narrow_band", "widen_band")),
    ("Run", ("matte", "matte_again", "cancel", "", "rename_run", "delete_run", "", "previous_step",
             "next_step", "play", "sdedit", "compare_step", "full_range", "",
             "use_step", "back_to_result", "reset_result", "remove_retouch")),
    ("Models", ("model_manager", "add_to_training_set", "finetune", "evaluate")),
    ("Help", ("palette", "shortcuts", "", "self_check", "show_log", "", "about")),
)  # fmt: skip

SUBMENUS: dict[str, tuple[str, tuple[str, ...]]] = {
    "recent": ("Open recent", ("clear_recent",)),
    "projects": ("What projects hold", ("project_steps", "project_picture")),
    "compare": ("Compare with", ("other_image", "other_overlay", "other_alpha", "other_composite",
                                 "other_foreground", "other_difference", "", "divider_left",
                                 "divider_right")),
}  # fmt: skip
"""Menus within a menu, by the name that stands for them there."""
