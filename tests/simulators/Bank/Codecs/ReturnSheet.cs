namespace Hub.Simulators.Bank.Codecs;

/// <summary>What became of the payments of one file (RET).</summary>
internal sealed record ReturnSheet : ISheet
{
    /// <summary>Name of the file without ending: the bank's own number of the message.</summary>
    public required string Number { get; init; }

    /// <summary>The payment file.</summary>
    public required PaymentOrders Orders { get; init; }

    /// <summary>When it was made, China's wall clock.</summary>
    public required DateTime Created { get; init; }

    /// <summary>Every payment of the file once, in the order of the file.</summary>
    public required IReadOnlyList<ReturnLine> Lines { get; init; }

    /// <summary>The bank refuses the file as a whole: ISO 20022 then says so once, the text formats on every line.</summary>
    public string? WholeFileCode { get; init; }

    /// <summary>Stated number of payments.</summary>
    public int StatedCount { get; init; }

    /// <summary>Stated sum of what was ordered, fen.</summary>
    public long StatedFen { get; init; }

    public string Prefix => "RET";

    public int Count => Lines.Count;

    public long ControlFen => Lines.Sum(line => line.MovedFen);

    public byte[] Encode(IBankCodec codec) => codec.Write(this);

    public ISheet WithWrongTotals() => this with { StatedCount = StatedCount + 1, StatedFen = StatedFen + 1 };

    public ISheet WithText(string text)
        => Lines.Count == 0 ? this : this with { Lines = [Lines[0] with { Text = text }, .. Lines.Skip(1)], WholeFileCode = null };
}

/// <summary>The bank's word on one payment.</summary>
/// <param name="Order">The payment.</param>
/// <param name="Status">S paid, F failed, P in process, R sent back later.</param>
/// <param name="BankSerial">The bank's serial; empty when nothing was booked.</param>
/// <param name="Day">Day of the booking; null when nothing was booked.</param>
/// <param name="Code">ISO reason code of a failure, or empty.</param>
/// <param name="Text">Its text, or empty.</param>
internal sealed record ReturnLine(PaymentOrder Order, char Status, string BankSerial, DateOnly? Day, string Code, string Text)
{
    /// <summary>The amount ordered for S and R, else 0.</summary>
    public long MovedFen => Status is 'S' or 'R' ? Order.Fen : 0;
}
