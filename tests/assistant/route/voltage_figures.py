"""The guideline's figures of each module type and the listed models, written apart from the tables (2.1/9, 2.10)."""

NOMINAL = {"HVB": 50, "HVM+": 50, "HVS+": 100}
MINIMUM = {"HVB": 40, "HVM+": 40, "HVS+": 80}
HEALTHY = {"HVB": 45, "HVM+": 45, "HVS+": 90}
CELLS = {"HVB": 16, "HVM+": 16, "HVS+": 32}
COUNTS = {"HVB": range(2, 11), "HVM+": range(3, 9), "HVS+": range(2, 6)}
SIZES = {
    "HVB": ("5.9", "8.9", "11.8", "14.8", "17.8", "20.7", "23.7", "26.7", "29.6"),
    "HVM+": ("8.3", "11.0", "13.8", "16.6", "19.3", "22.1"),
    "HVS+": ("5.1", "7.7", "10.2", "12.8"),
}
TYPES = tuple(NOMINAL)
LISTED = [(name, count) for name in TYPES for count in COUNTS[name]]
MODELS = [(name, size, count) for name in TYPES for size, count in zip(SIZES[name], COUNTS[name], strict=True)]
