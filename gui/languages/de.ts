<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>safehold</name>
  <message>
   <source> for {0:.0f} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, provisional: {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a beat at one end of the interval is not certain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a change of posture is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a flagged interval or a gap lies in the breath</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A recording is running.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A shown zone describes the body this long ago: windows, waiting time before a change is committed, and the pipeline's delay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about twice the length around it: a beat was probably missed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>activated, vagal index kept</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An input is missing or not valid, so nothing is said.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>back to now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>beat times of an RR stream are uncertain by about half a second</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Beat-to-beat variability over {0:.0f} s.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>belt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Breath</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breath is longer than 12 s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breath or one of its phases is too short</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breathing in takes longer than out: the sensor seems upside down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breathing is irregular, as in speech</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breathing lies near an edge of the band, where part of it is lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breathing lies outside the frequency band of the index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>breaths differ too much in length</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close, go on recording</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CODES</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>comfort range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>connecting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CONNECTING</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cut off by unknown time or by the limits of the span</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>disk {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Doubles the speed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>end and close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>End baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ENDED</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Enter keeps the note, Escape drops it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Events</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>FAILED</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Faster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fewer than 5 usable events</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fewer than two beats in a phase of the breath</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>from a pulse wave: pulse rate variability, not heart rate variability</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>full screen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on recording</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>good</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>growth edge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Halts the replay.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Halves the speed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Heart</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Heart rate down and vagal index down. An elevated baseline, habituation, fatigue or medication give the same picture; it takes a human observation to say more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>heart rate drifted by more than 4 bpm during the baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>heart rate only: the river needs a vagal index</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Heart rate up and vagal index down against the own baseline. Talking, laughing, moving, caffeine, posture, heat or effortful thinking give the same picture.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Heart rate: mean over {0:.0f} s.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Heart rate; band: own baseline, centre and spread.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>held: inputs missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>high activation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>high certainty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>HR · bpm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>interval far from its neighbours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>interval outside 300-2000 ms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Key {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Key: {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LAST EVENTS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Legend: {0}. {1}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>less than 10 min of valid time: a rate from it is rough</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>less than 60 % of the span is valid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>light, dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Line: the index on the vagal axis, with its own baseline band. Dashed: the other index, which the band says nothing about.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LIVE</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look back, forth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LOOKING BACK · End: now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lost</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>low activation (ambiguous)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>low certainty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>makes up one interval with its neighbour: probably a false beat between</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>many irregular beats in a good signal: inspect this person's rhythm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>marked now: {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>medication is noted for this person</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>moderate certainty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>more than 5 % of the baseline's intervals are flagged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>movement is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>near the lower threshold (ambiguous)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>near the upper threshold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>near upper threshold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>needs a look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neither axis has clearly left the own baseline. Anything may lie behind it, dissociation with normal autonomic function included.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no baseline yet: no position can be given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no data for {0:.0f} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no exponential decay can be fitted</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no new value for {0:.0f} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no paced-breathing calibration was made</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no phase marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no resting baseline has been taken yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no stream of this kind is connected for this person</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no usable respiration to interpret the index with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no vagal index: heart rate alone, stricter threshold, low certainty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not final yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not recording</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Note</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>note, then Enter (Esc drops it)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing has been computed yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing of the kind lies in the span</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was computed for this span</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>NOTICES</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One moment.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>paced breathing is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pause</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>paused</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Phases, codes and confounds. Lines and shaded spans continue through all plots. Page Up and Page Down look back and forth, End returns to now, plus and minus change the time scale.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Position x = (a − v) / 2 against the own baseline, with one standard error. Background: zone by colour and pattern; crossed grey: unknown; dotted grey on a zone: held, inputs missing. No line in it is a threshold.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Press to start, press again to end.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quiet sitting: every zone is relative to it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>REC {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Record</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>RECORDER FAILED</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>recorder starts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>recording stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Relative to each person's own resting baseline. Not a measurement of safety or emotion: a prompt to look and ask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>relative to own baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>REPLAY</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>REPLAY {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Respiration rate over {0:.0f} s.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Respiratory sinus arrhythmia, peak to trough, mean of the breaths in {0:.0f} s.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sampled below 100 Hz: heart rate only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>samples are missing in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>samples are missing inside the interval</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>samples came after their moment had been computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sensor trouble is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>SESSION</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Session time {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>settled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>short, then long: as around an ectopic or displaced beat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>short-long pair, as after an ectopic or a missed beat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>since {0}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slower</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>speech is marked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>speech or movement is marked in the baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stands on every number of this session: windows shorter than the methods ask for. Good for a demonstration, not for an analysis.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starts and stops the recorder; stopping asks first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop and close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop recording</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop recording?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>STOPPING</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>STREAMS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>synced {0:.1f} s ago</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the last event back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the amplitude is far below this person's own</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the baseline does not meet its acceptance rules</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the baseline has too little valid time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the detector failed on this signal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the inputs are back; a zone is said once it has held for the dwell time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last seconds of respiration; strokes below mark where inspiration begins, strokes above where expiration begins.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last seconds of the heart signal; strokes mark the beats.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The live view goes on without it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the program that computes this index failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the real sampling rate differs from the one the sender states</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The recorder is a program of its own: it can go on without this window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the RR stream lost a packet and was re-anchored in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the signal carries little at breathing frequencies</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the signal does not look like this person's beats</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the signal is clipped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the signal is flat</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the signal is stuck at its limit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the stream stood still, so this moment could not be computed in time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The whole session: zones of each person and the events. Click or drag to look back, End to return to now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>time scale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tolerance river</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few breaths with usable beats in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few complete breaths in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few moments of the same level without the event</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few usable intervals in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few usable pairs of intervals in the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too many intervals are flagged as artefact or ectopic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too short to shift the events in time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too soon after the start or a change of posture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>usable intervals cover less than 80 % of the window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>usable intervals cover less than 90 % of the baseline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>variation is below what can be measured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whole session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>window shorter than 60 s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>within own range</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write a note; its time is that of the key.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Zone of {0}: {1}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>zones lag ≈ {0:.0f} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0:.0f} Hz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0} on disk</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}: baseline {1:.0f} ± {2:.0f} bpm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}: no baseline yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{0}: no stream</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
