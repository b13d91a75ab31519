"""What can be done in the window of a replay, beside what a session's window can do."""

from __future__ import annotations

from gui.actions.action import Action, Group


def _tr(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


EDITING = (
    Action("choose_before", _tr("Choose the event before"), ("Up",), Group.CODING,
           _tr("Chooses the event before the chosen one, and goes there."),
           when="editing.why_not", what="editing.before", only="replay", repeats=True),
    Action("choose_after", _tr("Choose the event after"), ("Down",), Group.CODING,
           _tr("Chooses the event after the chosen one, and goes there."),
           when="editing.why_not", what="editing.after", only="replay", repeats=True),
    Action("edit_event", _tr("Edit the chosen event"), ("Ctrl+Return", "Ctrl+Enter"),
           Group.CODING, _tr("Opens code, onset, end, actor and note of the chosen event."),
           when="editing.why_not_chosen", what="editing.open", only="replay"),
    Action("onset_here", _tr("Chosen event: onset here"), ("Ctrl+Shift+B",), Group.CODING,
           _tr("Lets the chosen event begin where you are."),
           when="editing.why_not_chosen", what="editing.onset_here", only="replay"),
    Action("end_here", _tr("Chosen event: end here"), ("Ctrl+Shift+E",), Group.CODING,
           _tr("Lets the chosen event end where you are."),
           when="editing.why_not_chosen", what="editing.end_here", only="replay"),
    Action("earlier", _tr("Chosen events: 0.1 s earlier"), ("Ctrl+Up",), Group.CODING,
           _tr("Moves the chosen events by 0.1 s."),
           when="editing.why_not_chosen", what="editing.earlier", only="replay", repeats=True),
    Action("later", _tr("Chosen events: 0.1 s later"), ("Ctrl+Down",), Group.CODING,
           _tr("Moves the chosen events by 0.1 s."),
           when="editing.why_not_chosen", what="editing.later", only="replay", repeats=True),
    Action("split_event", _tr("Split the chosen event here"), ("Ctrl+Shift+S",), Group.CODING,
           _tr("Cuts the chosen event in two where you are."),
           when="editing.why_not_chosen", what="editing.split", only="replay"),
    Action("merge_events", _tr("Merge the chosen events"), ("Ctrl+Shift+M",), Group.CODING,
           _tr("Makes the chosen events one: of one code, coder and actor. A single one is merged "
               "with the next of its kind."),
           when="editing.why_not_chosen", what="editing.merge", only="replay"),
    Action("delete_event", _tr("Delete the chosen events"), ("Del",), Group.CODING,
           _tr("Deletes the chosen events; Undo brings them back."),
           when="editing.why_not_chosen", what="editing.delete", only="replay"),
    Action("add_codes", _tr("Add codes from a file …"), ("Ctrl+Shift+O",), Group.CODING,
           _tr("Shows what the codes of a file (ELAN, BORIS, The Observer, table) would be here, "
               "and adds them. A file can be dropped on the window too."),
           when="editing.why_not", what="editing.codes_asked.emit", only="replay"),
    Action("agreement", _tr("Agreement of two coders"), ("Ctrl+Shift+A",), Group.CODING,
           _tr("Compares two coders, goes through their disagreements, and makes one version of "
               "both."),
           when="editing.why_not_compare", what="editing.agreement_asked.emit", only="replay"),
)  # fmt: skip

REPLAY_TABLE = (
    Action("toggle_pause", _tr("Pause or continue"), ("Space",), Group.PLAYBACK,
           _tr("Pauses the replay, or continues it; at the end, from the beginning."),
           button=_tr("Pause"), on_button=True, when="why_not_play", only="replay"),
    Action("slower", _tr("Slower"), (",",), Group.PLAYBACK,
           _tr("Takes the next lower speed; the slowest is a quarter of the speed of time."),
           on_button=True, when="why_not_slower", only="replay"),
    Action("faster", _tr("Faster"), (".",), Group.PLAYBACK,
           _tr("Takes the next higher speed; the fastest is 60 times the speed of time."),
           on_button=True, when="why_not_faster", only="replay"),
    Action("back_5", _tr("5 s back"), ("Left",), Group.PLAYBACK, _tr("Goes back by 5 s."),
           button=_tr("5 s"), on_button=True, when="why_not_play", only="replay", repeats=True),
    Action("forth_5", _tr("5 s forward"), ("Right",), Group.PLAYBACK, _tr("Goes forward by 5 s."),
           button=_tr("5 s"), on_button=True, when="why_not_play", only="replay", repeats=True),
    Action("back_1", _tr("1 s back"), ("Shift+Left",), Group.PLAYBACK, _tr("Goes back by 1 s."),
           when="why_not_play", only="replay", repeats=True),
    Action("forth_1", _tr("1 s forward"), ("Shift+Right",), Group.PLAYBACK,
           _tr("Goes forward by 1 s."), when="why_not_play", only="replay", repeats=True),
    Action("event_before", _tr("Previous event"), ("Ctrl+Left",), Group.PLAYBACK,
           _tr("Goes back to the onset of an event or note."),
           button=_tr("event"), on_button=True,
           when="why_not_play", only="replay", repeats=True),
    Action("event_after", _tr("Next event"), ("Ctrl+Right",), Group.PLAYBACK,
           _tr("Goes to the onset of the next event or note."),
           button=_tr("event"), on_button=True,
           when="why_not_play", only="replay", repeats=True),
    Action("excursion_before", _tr("Previous excursion"), ("Alt+Left",), Group.PLAYBACK,
           _tr("Goes back to where somebody left their own range, as it was shown."),
           when="why_not_play", only="replay", repeats=True),
    Action("excursion_after", _tr("Next excursion"), ("Alt+Right",), Group.PLAYBACK,
           _tr("Goes to where somebody leaves their own range next, as it was shown."),
           when="why_not_play", only="replay", repeats=True),
    Action("beat_before", _tr("Previous beat"), ("Ctrl+Shift+Left",), Group.PLAYBACK,
           _tr("Goes back by one beat of anybody."),
           when="why_not_play", only="replay", repeats=True),
    Action("beat_after", _tr("Next beat"), ("Ctrl+Shift+Right",), Group.PLAYBACK,
           _tr("Goes to the next beat of anybody."),
           when="why_not_play", only="replay", repeats=True),
    Action("breath_before", _tr("Previous breath"), ("Alt+Shift+Left",), Group.PLAYBACK,
           _tr("Goes back to where somebody breathed in."),
           when="why_not_play", only="replay", repeats=True),
    Action("breath_after", _tr("Next breath"), ("Alt+Shift+Right",), Group.PLAYBACK,
           _tr("Goes to where somebody breathes in next."),
           when="why_not_play", only="replay", repeats=True),
    Action("to_begin", _tr("To the beginning"), ("Home",), Group.PLAYBACK,
           _tr("Goes to the beginning of the session."), when="why_not_play", only="replay"),
    Action("loop", _tr("Loop"), ("Ctrl+L",), Group.PLAYBACK,
           _tr("Plays a span again and again: the one that was drawn, else the shortest code that "
               "holds here; a second press ends it."),
           on_button=True, when="why_not_loop", only="replay"),
    Action("review", _tr("Review beats and breaths"), ("Ctrl+G",), Group.PLAYBACK,
           _tr("Opens the window in which beats and breaths are looked at and edited, the worst "
               "stretches first."),
           button=_tr("Review"), on_button=True, what="review_asked.emit", when="why_not_review",
           only="replay"),
    *EDITING,
    Action("media", _tr("Video or sound"), ("Ctrl+Shift+V",), Group.VIEW,
           _tr("Shows the videos and sounds that lie beside the session, in step with it."),
           when="why_not_media", only="replay", what="media_asked.emit"),
    Action("add_media", _tr("Add a video or sound"), ("Ctrl+Shift+O",), Group.FILE,
           _tr("Takes a file of the laboratory beside the session. It is neither copied nor "
               "exported."),
           when="why_not_beside", only="replay", what="add_media_asked.emit"),
    Action("recall", _tr("Rate while looking again"), ("Ctrl+Shift+F",), Group.PLAYBACK,
           _tr("Opens a window in which one person sees the session again and rates it all along. "
               "It shows neither numbers nor codes."),
           when="why_not_beside", only="replay", what="recall_asked.emit"),
)  # fmt: skip
