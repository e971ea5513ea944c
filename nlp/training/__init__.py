"""How the reader is made: texts written for it, training, export, calibration. Nothing here is needed at run time."""
