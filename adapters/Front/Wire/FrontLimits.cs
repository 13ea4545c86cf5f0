namespace Hub.Adapters.Front.Wire;

/// <summary>What is read of a file at most.</summary>
/// <param name="UnpackedBytes">Bytes of an unpacked file.</param>
/// <param name="Records">Records of a file.</param>
/// <param name="RowsPerRecord">Rows of a record.</param>
/// <param name="RowBytes">Bytes of a row.</param>
public readonly record struct FrontLimits(int UnpackedBytes, int Records, int RowsPerRecord, int RowBytes);
