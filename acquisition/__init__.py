"""The acquisition room: everything that touches Lab Streaming Layer, and the simulator."""
