namespace Hub.Simulators.Core.Books;

/// <summary>One line of totals: amounts in fen, net of reversals; counts of settling and of reversing rows.</summary>
public sealed record BooksTotal(
    string Institution, string InsuType, string ClrType, string Day, long Settled, long Reversed,
    long TotalFen, long FundFen, long AccountFen, long CashFen);
