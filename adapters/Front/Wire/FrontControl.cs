using System.Globalization;
using System.Text;

namespace Hub.Adapters.Front.Wire;

/// <summary>
/// The control file <c>NAME.ok</c>: ASCII, LF after each line, in this order. It does not name the file, so that a renamed one is the same.
/// <code>
/// HUB-FRONT 1
/// partner=institution code
/// bytes=length of the file
/// sha256=lower-case hex
/// key=id of the key in the registry
/// signature=Base64, over the five lines before it with their line feeds
/// </code>
/// </summary>
/// <param name="Partner">Institution code.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Digest of the file.</param>
/// <param name="KeyId">Key that signed.</param>
public sealed record FrontControl(string Partner, long Bytes, string Sha256, string KeyId)
{
    /// <summary>More is no control file.</summary>
    public const int BytesMax = 4096;

    private static readonly string[] Names = ["partner", "bytes", "sha256", "key", "signature"];

    /// <summary>The signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; private init; }

    /// <summary>The bytes that are signed.</summary>
    public byte[] ToSigned() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"HUB-FRONT 1\npartner={Partner}\nbytes={Bytes}\nsha256={Sha256}\nkey={KeyId}\n"));

    /// <summary>The whole control file.</summary>
    public byte[] Seal(ReadOnlySpan<byte> signature) => [.. ToSigned(), .. Encoding.ASCII.GetBytes("signature=" + Convert.ToBase64String(signature) + "\n")];

    /// <summary>Reads a control file. What is read gives the same bytes when it is written again, so nothing can hide between the lines.</summary>
    /// <exception cref="FrontRefusedException">It is none.</exception>
    public static FrontControl Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = bytes.Length <= BytesMax ? Encoding.ASCII.GetString(bytes).Split('\n') : [];
        if (lines.Length != Names.Length + 2 || lines[0] != "HUB-FRONT 1")
        {
            throw new FrontRefusedException(FrontErrorCodes.ControlMalformed, 1);
        }

        var values = new string[Names.Length];
        for (var i = 0; i < Names.Length; i++)
        {
            values[i] = lines[i + 1].StartsWith(Names[i] + "=", StringComparison.Ordinal) ? lines[i + 1][(Names[i].Length + 1)..]
                : throw new FrontRefusedException(FrontErrorCodes.ControlMalformed, i + 2, Names[i]);
        }

        var signature = new byte[values[4].Length];
        if (!long.TryParse(values[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || !Convert.TryFromBase64String(values[4], signature, out var written))
        {
            throw new FrontRefusedException(FrontErrorCodes.ControlMalformed, 3, Names[1]);
        }

        var control = new FrontControl(values[0], length, values[2], values[3]) { Signature = signature.AsMemory(0, written) };
        return control.Seal(control.Signature.Span).AsSpan().SequenceEqual(bytes) ? control
            : throw new FrontRefusedException(FrontErrorCodes.ControlMalformed);
    }
}
