using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hub.Certs.Registry;

/// <summary>
/// Where a secret is, never the secret: <c>file:PATH</c> (relative to the registry file; a final line break is not part of it) or
/// <c>env:NAME</c>. Printing it prints the place.
/// </summary>
public sealed record SecretReference
{
    private const int LengthMax = 4096;
    private readonly string _folder;

    private SecretReference(string reference, string folder)
    {
        Reference = reference;
        _folder = folder;
    }

    /// <summary>The text of the reference.</summary>
    public string Reference { get; }

    /// <summary>Takes <c>file:…</c> or <c>env:…</c>; false for anything else, above all for a secret in clear.</summary>
    public static bool TryParse(string text, string folder, [NotNullWhen(true)] out SecretReference? reference)
    {
        var known = (text.StartsWith("file:", StringComparison.Ordinal) && text.Length > 5)
            || (text.StartsWith("env:", StringComparison.Ordinal) && text.Length > 4);
        reference = known ? new SecretReference(text, folder) : null;
        return known;
    }

    /// <summary>Reads the secret: 1 to 4,096 bytes. Read anew at every call, so that a rotated secret needs no restart.</summary>
    /// <returns>The bytes, or null if the place is empty, missing, unreadable or too large.</returns>
    public byte[]? Resolve()
    {
        byte[] secret;
        if (Reference.StartsWith("env:", StringComparison.Ordinal))
        {
            secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(Reference[4..]) ?? string.Empty);
        }
        else
        {
            var file = new FileInfo(Path.Combine(_folder, Reference[5..]));
            try
            {
                secret = file.Length <= LengthMax ? File.ReadAllBytes(file.FullName) : [];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        var trimmed = secret.AsSpan().TrimEnd("\r\n"u8);
        return trimmed.Length is 0 or > LengthMax ? null : trimmed.ToArray();
    }

    /// <summary>The place, not the secret.</summary>
    public override string ToString() => Reference;
}
