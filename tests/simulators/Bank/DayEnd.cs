namespace Hub.Simulators.Bank;

/// <summary>What the end of a day brought.</summary>
/// <param name="Day">The day.</param>
/// <param name="Files">Data files that were written.</param>
/// <param name="Bookings">Bookings on the statement.</param>
/// <param name="OpeningFen">Its opening balance.</param>
/// <param name="ClosingFen">Its closing balance.</param>
public sealed record DayEnd(DateOnly Day, IReadOnlyList<string> Files, int Bookings, long OpeningFen, long ClosingFen);
