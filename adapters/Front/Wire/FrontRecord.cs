namespace Hub.Adapters.Front.Wire;

/// <summary>One record of a file as its bytes are: the header row and its own rows. Nothing is judged yet but who it is.</summary>
/// <param name="IsClaim">A claim, else a sale.</param>
/// <param name="MessageId">msgid; empty when it cannot be read.</param>
/// <param name="FirstLine">Line of its first row in the file, from 1.</param>
/// <param name="Raw">Header and rows as received, LF after each, without CR: what is kept and what identity compares.</param>
/// <param name="Header">Columns in the order of the header.</param>
/// <param name="Rows">Its rows.</param>
public sealed record FrontRecord(
    bool IsClaim, string MessageId, int FirstLine, ReadOnlyMemory<byte> Raw, IReadOnlyList<FrontColumn> Header, IReadOnlyList<FrontRow> Rows)
{
    /// <summary>Without personal data.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(FrontRecord)} line {FirstLine} {Rows.Count}");
}

/// <summary>One row: its line in the file and its bytes without line end.</summary>
public readonly record struct FrontRow(int Line, ReadOnlyMemory<byte> Bytes);
