"""What can be done in the windows beside the main one: map, help, rating, recall, pacer."""

from __future__ import annotations

from gui.actions.action import BESIDE, SIDE, Action, Group, Place


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


BAR = (Place.RATING, Place.RECALL)
DIGITS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-")

SIDE_TABLE = (
    Action("side.close", _tr("Close this window"), ("Ctrl+W",), Group.WINDOWS, where=SIDE),
    Action("side.escape", _tr("Close this window; a window for answers stays"), ("Esc",),
           Group.WINDOWS, where=BESIDE),
    Action("side.fullscreen", _tr("Full screen"), ("F11",), Group.WINDOWS,
           _tr("Switches full screen on or off."), where=SIDE),
    Action("flash.now", _tr("Show a camera mark"), ("Space", "Return"), Group.WINDOWS,
           _tr("Flashes and chirps for 5 s, so that a video can be aligned."),
           where=(Place.FLASH,)),
    Action("map.next", _tr("The next person's map"), ("Right",), Group.MAP, where=(Place.MAP,)),
    Action("map.previous", _tr("The previous person's map"), ("Left",), Group.MAP,
           where=(Place.MAP,)),
    Action("bar.more", _tr("A step up"), ("Right",), Group.RATING, where=BAR),
    Action("bar.less", _tr("A step down"), ("Left",), Group.RATING, where=BAR),
    Action("bar.lowest", _tr("To the low end"), ("Home",), Group.RATING, where=BAR),
    Action("bar.highest", _tr("To the high end"), ("End",), Group.RATING, where=BAR),
    Action("bar.type", _tr("Type the number"), DIGITS, Group.RATING, where=BAR, numbered=True),
    Action("bar.give", _tr("Give the answer"), ("Return", "Enter", "Space"), Group.RATING,
           where=(Place.RATING,)),
    Action("bar.drop", _tr("Drop what was chosen but not given"), ("Esc",), Group.RATING,
           where=(Place.RATING,)),
    Action("rating.next", _tr("The next question"), ("Down",), Group.RATING,
           where=(Place.RATING,)),
    Action("rating.previous", _tr("The previous question"), ("Up",), Group.RATING,
           where=(Place.RATING,)),
    Action("recall.toggle", _tr("Start or halt"), ("Space",), Group.RECALL,
           where=(Place.RECALL,)),
    Action("recall.back", _tr("10 s back"), ("PgUp",), Group.RECALL, where=(Place.RECALL,)),
    Action("recall.forth", _tr("10 s forward"), ("PgDown",), Group.RECALL, where=(Place.RECALL,)),
    Action("recall.begin", _tr("To the beginning"), ("Ctrl+Home",), Group.RECALL,
           where=(Place.RECALL,)),
    Action("recall.slower", _tr("Slower"), (",",), Group.RECALL,
           _tr("Only what is said at the speed of time is kept."), where=(Place.RECALL,)),
    Action("recall.faster", _tr("Faster"), (".",), Group.RECALL,
           _tr("Only what is said at the speed of time is kept."), where=(Place.RECALL,)),
    Action("recall.loop", _tr("Loop the last 30 s, or no longer"), ("Ctrl+L",), Group.RECALL,
           where=(Place.RECALL,)),
    Action("media.later", _tr("Picture 40 ms forward"), ("Up",), Group.MEDIA,
           _tr("Moves the file against the session; nothing is kept until it is marked."),
           button=_tr("+40 ms"), where=(Place.MEDIA,), repeats=True),
    Action("media.earlier", _tr("Picture 40 ms back"), ("Down",), Group.MEDIA,
           _tr("Moves the file against the session; nothing is kept until it is marked."),
           button=_tr("−40 ms"), where=(Place.MEDIA,), repeats=True),
    Action("media.much_later", _tr("Picture 1 s forward"), ("PgUp",), Group.MEDIA,
           _tr("Moves the file against the session; nothing is kept until it is marked."),
           button=_tr("+1 s"), where=(Place.MEDIA,), repeats=True),
    Action("media.much_earlier", _tr("Picture 1 s back"), ("PgDown",), Group.MEDIA,
           _tr("Moves the file against the session; nothing is kept until it is marked."),
           button=_tr("−1 s"), where=(Place.MEDIA,), repeats=True),
    Action("media.mark", _tr("This picture is this moment"), ("Return", "Enter"), Group.MEDIA,
           _tr("Keeps what is seen or heard now as the moment where the session stands. A second "
               "mark, a minute away or more, gives the drift of the file's clock."),
           where=(Place.MEDIA,)),
    Action("media.clap", _tr("The clap near here is this moment"), ("Shift+Return", "Shift+Enter"),
           Group.MEDIA,
           _tr("Looks for the one clap within 2 s of what is heard now, and keeps it as the "
               "moment where the session stands; pressed again it gives up."),
           button=_tr("Clap"), where=(Place.MEDIA,)),
    Action("media.find", _tr("Find camera marks"), ("Ctrl+Return", "Ctrl+Enter"), Group.MEDIA,
           _tr("Looks in the file for the flashes and chirps of the session, and places it by "
               "them; pressed again it gives up."), where=(Place.MEDIA,)),
    Action("media.back", _tr("The place before"), ("Ctrl+Z",), Group.MEDIA,
           _tr("Takes back the last change of the place."), where=(Place.MEDIA,)),
    Action("media.unmark", _tr("Drop all marks"), ("Ctrl+Del",), Group.MEDIA,
           _tr("Keeps the offset and drops the marks."), where=(Place.MEDIA,)),
    Action("media.forget", _tr("Take the file away"), ("Shift+Del",), Group.MEDIA,
           _tr("The session forgets the file; the file itself stays where it is."),
           where=(Place.MEDIA,)),
)  # fmt: skip
