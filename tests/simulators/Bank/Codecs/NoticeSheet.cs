namespace Hub.Simulators.Bank.Codecs;

/// <summary>Payments that came back after they had been paid (NTF).</summary>
internal sealed record NoticeSheet : ISheet
{
    /// <summary>Number of the notice, unique for ever.</summary>
    public required string Number { get; init; }

    /// <summary>Bureau code.</summary>
    public required string Bureau { get; init; }

    /// <summary>Bank type code.</summary>
    public required string BankType { get; init; }

    /// <summary>The account that gets the money back.</summary>
    public required string Account { get; init; }

    /// <summary>When it was made, China's wall clock.</summary>
    public required DateTime Created { get; init; }

    /// <summary>Returns.</summary>
    public required IReadOnlyList<NoticeRow> Rows { get; init; }

    /// <summary>What the stated sum is beside the truth, fen. 0 unless the bank misbehaves.</summary>
    public long WrongByFen { get; init; }

    public string Prefix => "NTF";

    public int Count => Rows.Count;

    public long ControlFen => Rows.Sum(row => row.Fen);

    public byte[] Encode(IBankCodec codec) => codec.Write(this);

    public ISheet WithWrongTotals() => this with { WrongByFen = 1 };

    public ISheet WithText(string text) => Rows.Count == 0 ? this : this with { Rows = [Rows[0] with { Text = text }, .. Rows.Skip(1)] };
}

/// <summary>One returned payment.</summary>
/// <param name="Serial">The bureau's serial.</param>
/// <param name="Batch">The bureau's batch.</param>
/// <param name="Fen">Amount.</param>
/// <param name="BankSerial">Serial of the credit booking.</param>
/// <param name="Day">Its day.</param>
/// <param name="Code">ISO reason code.</param>
/// <param name="Text">Its text.</param>
internal sealed record NoticeRow(string Serial, string Batch, long Fen, string BankSerial, DateOnly Day, string Code, string Text);
