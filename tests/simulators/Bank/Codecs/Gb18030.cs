using System.Text;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>GB18030 that refuses what it cannot say instead of replacing it.</summary>
internal static class Gb18030
{
    /// <summary>The encoding, strict both ways, without byte order mark.</summary>
    public static Encoding Strict { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
