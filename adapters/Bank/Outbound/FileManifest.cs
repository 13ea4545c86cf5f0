using System.Text.Json;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>
/// What is stored as the request of a delivery or inquiry, JSON: the file's name, digests and length, and the control file's bytes. The file
/// itself is in the content store under its digest. The same file gives the same bytes.
/// </summary>
internal sealed record FileManifest
{
    public required string File { get; init; }
    public required string Bank { get; init; }
    public required string Name { get; init; }
    public required string Sha256 { get; init; }
    public required string Sm3 { get; init; }
    public required long Length { get; init; }
    public required string ControlName { get; init; }
    public required byte[] Control { get; init; }

    /// <summary>Written up to its rename under this name, and resumed under it.</summary>
    public string PartName => Name + ".part";

    /// <summary>As <see cref="PartName"/>, of the control file.</summary>
    public string ControlPartName => ControlName + ".part";

    /// <summary>Left in the archive folder before the control file is renamed: from then on the bank may take both away.</summary>
    public string MarkName => Name + ".sent";

    public static FileManifest Of(PaymentFileReleased file) => new()
    {
        File = file.File,
        Bank = file.Bank,
        Name = file.Name,
        Sha256 = file.Sha256,
        Sm3 = file.Sm3,
        Length = file.Length,
        ControlName = file.ControlName,
        Control = file.Control.ToArray(),
    };

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        File, Bank, Name, Sha256, Sm3, Length, ControlName, Control,
    }, JsonSerializerOptions.Web);

    public static FileManifest Read(ReadOnlyMemory<byte> utf8) =>
        JsonSerializer.Deserialize<FileManifest>(utf8.Span, JsonSerializerOptions.Web) ?? throw new JsonException("a stored manifest is null");
}
