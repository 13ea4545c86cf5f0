using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>
/// Notices a file that was written in UTF-8: its characters often are codes of GB18030 too, of other characters. One text decides nothing
/// (some names are valid in both), but in a GB18030 file not every text happens to be UTF-8 of Chinese characters.
/// </summary>
internal sealed class Utf8Suspicion
{
    // First bytes of U+4000 to U+9FFF in UTF-8.
    private static readonly SearchValues<byte> ChineseLead = SearchValues.Create([0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9]);

    private bool _cleared;

    /// <summary>Every text that is not ASCII was Chinese in UTF-8, and there was one.</summary>
    public bool Holds { get; private set; }

    /// <summary>True when these bytes are Chinese in UTF-8.</summary>
    public static bool IsChineseUtf8(ReadOnlySpan<byte> bytes) => bytes.ContainsAny(ChineseLead) && !Ascii.IsValid(bytes) && Utf8.IsValid(bytes);

    /// <summary>Takes a text that is not ASCII.</summary>
    public void See(ReadOnlySpan<byte> text)
    {
        if (!_cleared)
        {
            Holds = IsChineseUtf8(text);
            _cleared = !Holds;
        }
    }
}
