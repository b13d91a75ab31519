"""The standing texts of a study's report."""

from __future__ import annotations

READING = (
    "One picture and one table a client, one place a session, in the order of their numbers. A "
    "client is compared with nobody: scales differ between people, so each picture is read by "
    "itself, from left to right. Each session is held against its own rest, and a course over "
    "sessions is no effect of the therapy: see What these numbers cannot mean."
)
METHODS = (
    "Every session was computed from its recording with one set of parameters (hash {params}), "
    "whatever was changed while it ran, and with the edits that people made since. Zones and "
    "process measures rest on the baseline of their own session. Heart rates were compared second "
    "by second in segments against 999 random orders of one person's segments. Nothing was "
    "filled in, averaged over sessions or adjusted between people. Definitions, settings and "
    "hashes of all files stand in status.json of each session."
)
CANNOT_MEAN = (
    "A course over sessions is not an effect of the therapy: there is no control, and getting "
    "used to sensors, time of day, season, medication, sleep, fitness and illness move heart rate "
    "and RSA as much.",
    "Each session is held against its own rest. Somebody who comes tense to session 5 has a "
    "higher baseline there, and less time outside it: shares of two sessions differ by their "
    "baselines as well as by what happened in between.",
    "More time within the own range is neither better nor worse, and a fast return is no sign of "
    "health: what the session was for is not in these numbers.",
    "Return is missing where nothing was left or no excursion was seen whole: that is not a fast "
    "return. It rests on few excursions, so single values jump.",
    "Sessions of a client are not independent, clients of one therapist neither. A correlation "
    "over all sessions mixes how clients differ with how a client changes: use models with "
    "sessions in dyads (docs/studies.md).",
    "That two people go together is neither good nor bad, and says no cause: shared turns of "
    "speech do it without any bond. One session in twenty lies beyond chance by chance.",
    "Answers on felt safety are what somebody told in that room, to that person. They are not the "
    "truth of the physiology, nor it theirs.",
    "Scores of questionnaires are shown as they came: this program knows neither their range nor "
    "their direction, and whether a change is more than measurement error it cannot say.",
    "Nothing here is tested, and nothing adjusted for the number of measures. Who looks at all "
    "panels for what goes together will find something.",
    "Zone thresholds are defaults that nobody has validated against clinical judgement. RSA is "
    "not vagal tone (Grossman & Taylor 2007), low activation has no established meaning, and "
    "nobody is ranked against anybody.",
)
FOOTER = (
    "Zones describe heart rate and RSA relative to a person's own resting baseline of the same "
    "session. They are not a measurement of safety, emotion, dissociation or vagal tone, and no "
    "measure of a client or a therapist."
)
