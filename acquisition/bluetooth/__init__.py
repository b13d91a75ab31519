"""Bluetooth straps as LSL streams: decoders, clocks, the radio, and the bridge itself.

::

    radio.py       who is there, and one link to one of them (the only module that knows bleak)
    heart_rate.py  frames of the heart-rate service, of any maker
    polar.py       frames and commands of Polar's measurement service: ECG, PPG, acceleration
    clocks.py      when a sample was taken, from when its frame arrived
    breathing.py   breathing movement from acceleration
    streams.py     the LSL streams of one strap
    strap.py       one strap: connect, subscribe, watch, come back after a loss
    bridge.py      which straps, and all of them at once
"""
