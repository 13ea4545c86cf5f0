namespace Hub.Certs.Registry;

/// <summary>
/// Reads <c>partners.json</c>: <c>{"version": 1, "partners": [{ id, name, kind, status?, profile?, gateways?, keys?, notifyUrl?, baseUrl?,
/// allowedInfno?, diagnose? }]}</c>. certs/README.md shows a whole one.
/// </summary>
internal static class PartnerRegistryReader
{
    internal const long FileLengthMax = 64 * 1024 * 1024;

    internal static PartnerRegistry Load(string path) => Parse(ReadFile(path), path, checkSecrets: true);

    internal static byte[] ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length <= FileLengthMax
                ? File.ReadAllBytes(path)
                : throw new InvalidConfigurationException([new(path, "file", "(all)", "is larger than 64 MB", "is it the right file?")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException([new(path, "file", "(all)", "cannot be read", "create it, or mend its name or its mode")]);
        }
    }

    internal static PartnerRegistry Parse(ReadOnlyMemory<byte> json, string fileName, bool checkSecrets)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigurationObject.Parse(json, fileName, problems);
        var folder = Path.GetDirectoryName(Path.GetFullPath(fileName))!;
        var partners = new List<Partner>();
        var names = new RegistryNames();
        foreach (var entry in root.Objects("partners", required: true))
        {
            if (ReadPartner(entry, folder, checkSecrets) is { } partner)
            {
                names.Check(partner, entry);
                partners.Add(partner);
            }
        }

        root.Number("version", 1);
        root.RefuseUnknown();
        return problems.Count == 0 ? new PartnerRegistry(partners) : throw new InvalidConfigurationException(problems);
    }

    private static Partner? ReadPartner(ConfigurationObject entry, string folder, bool checkSecrets)
    {
        var id = entry.Text("id", "write the 12-character institution code or a short name such as core");
        if (id is not null)
        {
            entry.BeginSubject("partner " + id);
        }

        if (id is not null && (id.Length > 32 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            entry.Problem("id", "is not 1 to 32 letters, digits, - or _", "write the 12-character institution code or a short name");
        }

        var partner = new Partner
        {
            Id = id ?? string.Empty,
            Name = entry.Text("name", "write the organisation's name") ?? string.Empty,
            Kind = entry.Choice(
                "kind",
                required: true,
                ("hospital", PartnerKind.Hospital),
                ("pharmacy", PartnerKind.Pharmacy),
                ("core", PartnerKind.Core),
                ("bank", PartnerKind.Bank),
                ("tax", PartnerKind.Tax),
                ("upper", PartnerKind.Upper),
                ("agency", PartnerKind.Agency),
                ("operator", PartnerKind.Operator)),
            Status = entry.Choice("status", required: false, ("active", PartnerStatus.Active), ("suspended", PartnerStatus.Suspended)),
            Profile = entry.OptionalText("profile"),
            Gateways = ReadGateways(entry, folder, checkSecrets),
            Keys = [.. entry.Objects("keys", required: false).Select(key => KeyEntry.Read(key, folder)).OfType<PartnerKey>()],
            NotifyUrl = ReadUrl(entry, "notifyUrl"),
            BaseUrl = ReadUrl(entry, "baseUrl"),
            AllowedInfno = entry.Texts("allowedInfno"),
            RelaysFor = entry.Texts("relaysFor"),
            RelayedUnsigned = entry.Choice("relayedUnsigned", required: false, ("no", false), ("yes", true)),
            Diagnose = entry.Choice("diagnose", required: false, ("no", false), ("yes", true)),
        };
        entry.RefuseUnknown();
        return id is null ? null : partner;
    }

    private static List<GatewayCredential> ReadGateways(ConfigurationObject partner, string folder, bool checkSecrets)
    {
        var credentials = new List<GatewayCredential>();
        foreach (var entry in partner.Objects("gateways", required: false))
        {
            var scheme = entry.Choice(
                "scheme",
                required: true,
                ("csb-hmac-sha1", GatewayScheme.CsbHmacSha1),
                ("tif-sha256", GatewayScheme.TifSha256),
                ("wss-username", GatewayScheme.WssUsername));
            var accessKey = entry.Text("accessKey", "write the access key (CSB), paasid (TIF) or user name (WS-Security)");
            var text = entry.Text("secretRef", "write file:PATH or env:NAME");
            entry.RefuseUnknown();
            if (text is null || accessKey is null)
            {
                continue;
            }

            // The text is not repeated: it may be the secret itself.
            if (!SecretReference.TryParse(text, folder, out var secret))
            {
                entry.Problem("secretRef", "is not a reference", "put the secret into a file of mode 600 and write file:PATH, or env:NAME");
                continue;
            }

            if (checkSecrets && secret.Resolve() is null)
            {
                entry.Problem("secretRef", $"{secret} holds no secret of 1 to 4,096 bytes", "create it, or mend its name or its mode");
            }

            credentials.Add(new GatewayCredential(scheme, accessKey, secret));
        }

        return credentials;
    }

    private static Uri? ReadUrl(ConfigurationObject entry, string name)
    {
        if (entry.OptionalText(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
        {
            return url;
        }

        entry.Problem(name, "is not an http or https address without user name", "write it like https://10.1.2.3:8443/fsi/api");
        return null;
    }
}
