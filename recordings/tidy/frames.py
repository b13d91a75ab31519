"""Tables as pandas DataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recordings.tidy.schema import FieldType
from recordings.tidy.table import Table

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    FieldType.TEXT: "string",
    FieldType.INTEGER: "Int64",
    FieldType.NUMBER: "float64",
    FieldType.FLAG: "Int8",
}


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table with missing as ``<NA>`` or NaN; ``attrs["units"]`` names the units."""
    import pandas as pd

    array: Any = pd.array  # its overloads do not know a dtype by variable

    def column(dtype: str, cells: Any) -> Any:
        if dtype == "string":
            return array([cell or None for cell in cells], dtype=dtype)
        if dtype == "float64":
            return np.array([np.nan if cell is None else cell for cell in cells], dtype=dtype)
        return array([None if cell is None else int(cell) for cell in cells], dtype=dtype)

    frame = pd.DataFrame(
        {
            field.name: column(_DTYPES[field.type], cells)
            for field, cells in zip(table.fields, table.columns, strict=True)
        }
    )
    frame.attrs["units"] = {field.name: field.unit for field in table.fields if field.unit}
    return frame
