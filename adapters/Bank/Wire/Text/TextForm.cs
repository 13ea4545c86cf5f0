namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>How a bank's text files are laid out (FORMATS.md, Text).</summary>
/// <param name="IsFixed">Fixed widths in bytes; else fields separated by <paramref name="Separator"/>.</param>
/// <param name="Separator">One byte of ASCII that stands in no field.</param>
/// <param name="IsCrLf">Lines end with CR LF; else with LF.</param>
/// <param name="IsInFen">Delimited amounts are in fen without a point; fixed ones always are.</param>
/// <param name="LineBytesMax">Bytes of a line at most, without its end.</param>
/// <param name="TextBytesMax">Bytes of one text at most in delimited files.</param>
internal sealed record TextForm(bool IsFixed, byte Separator, bool IsCrLf, bool IsInFen, int LineBytesMax, int TextBytesMax)
{
    /// <summary>The end of a line.</summary>
    public ReadOnlySpan<byte> LineEnd => IsCrLf ? "\r\n"u8 : "\n"u8;
}
