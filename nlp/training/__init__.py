"""How the reader is made: texts written for it, training, export, calibration. The shipped backend needs none of it."""
