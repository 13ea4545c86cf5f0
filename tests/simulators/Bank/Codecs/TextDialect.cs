namespace Hub.Simulators.Bank.Codecs;

/// <summary>What the text formats leave to the profile.</summary>
/// <param name="FixedWidth">True: widths in bytes; false: separated by <c>|</c>.</param>
/// <param name="AmountsInFen">Delimited only: amounts in fen without point. Fixed width always has fen.</param>
/// <param name="LineFeedOnly">Lines end with LF instead of CRLF.</param>
internal sealed record TextDialect(bool FixedWidth, bool AmountsInFen = false, bool LineFeedOnly = false)
{
    /// <summary>What ends a line.</summary>
    public string LineEnd => LineFeedOnly ? "\n" : "\r\n";
}
