using System.CommandLine;
using Hub.Certs.Authority;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub cert init|partner|show</c>: development authority, evidence key and partner keys, under <c>Trust:KeysFolder</c>.</summary>
internal static class CertCommand
{
    internal static Command Create()
    {
        var init = new Command("init", "Make what is missing: development root, TLS certificate, evidence key, trust anchors, empty registry");
        init.SetAction(parsed => Init(new Output(parsed), Trust(parsed)));
        var id = new Argument<string>("ID") { Description = "Partner id" };
        var keyId = new Option<string?>("--key-id") { Description = "Name of the key (default: ID-1)" };
        var algorithm = new Option<string>("--algorithm")
        {
            Description = string.Join(", ", SignatureAlgorithmNames.All),
            DefaultValueFactory = _ => "sm2-sm3",
        };
        var encoding = new Option<string>("--encoding") { Description = "der or raw: how the signature is written", DefaultValueFactory = _ => "der" };
        var userId = new Option<string>("--sm2-user-id") { Description = "SM2 user id", DefaultValueFactory = _ => KeyDescription.CustomarySm2UserId };
        var partner = new Command("partner", "Make a key pair for a partner of the sandbox") { id, keyId, algorithm, encoding, userId };
        partner.SetAction(parsed => Partner(
            new Output(parsed), Trust(parsed), parsed.GetRequiredValue(id), parsed.GetValue(keyId), parsed.GetRequiredValue(algorithm),
            parsed.GetRequiredValue(encoding), parsed.GetRequiredValue(userId)));
        var show = new Command("show", "Keys of the hub, their fingerprints and when they expire");
        show.SetAction(parsed => Show(new Output(parsed), Trust(parsed)));
        return new Command("cert", "Keys and certificates for development") { init, partner, show };
    }

    private static TrustOptions Trust(ParseResult parsed) => HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options.Trust;

    internal static AuthorityOptions Authority(TrustOptions trust) => new() { Folder = trust.KeysFolder, LogId = trust.LogId };

    private static int Init(Output output, TrustOptions trust)
    {
        var authority = new CertificateAuthority(Authority(trust), TimeProvider.System);
        var log = new LogKeys(Authority(trust), TimeProvider.System);
        var made = new List<string>(Refusing(() => authority.Ensure()));
        if (log.Ensure())
        {
            made.Add(log.TrustAnchorsPath);
        }

        if (!File.Exists(trust.PartnersFile))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(trust.PartnersFile)!);
            File.WriteAllText(trust.PartnersFile, "{\n  \"version\": 1,\n  \"partners\": []\n}\n");
            made.Add(trust.PartnersFile);
        }

        output.Json(new { ok = true, made, rootCertificate = authority.RootCertificatePath, trustAnchors = log.TrustAnchorsPath });
        output.Line(made.Count == 0 ? "everything is there already" : "made:");
        foreach (var file in made)
        {
            output.Line("  " + file);
        }

        return ExitCode.Ok;
    }

    private static int Partner(
        Output output, TrustOptions trust, string id, string? keyId, string algorithm, string encoding, string userId)
    {
        if (!SignatureAlgorithmNames.TryParse(algorithm, out SignatureAlgorithm chosen) || encoding is not ("der" or "raw"))
        {
            throw new CommandException(ExitCode.Usage, $"the algorithm is one of {string.Join(", ", SignatureAlgorithmNames.All)}; the encoding der or raw");
        }

        var files = Refusing(() => new PartnerKeyMaker(Authority(trust), TimeProvider.System).Create(
            id, keyId ?? id + "-1", chosen, encoding == "raw" ? SignatureEncoding.Raw : SignatureEncoding.Der, userId));
        output.Json(new { ok = true, privateKey = files.PrivateKeyPath, publicKey = files.PublicKeyPath, fingerprint = files.Fingerprint });
        output.Line($"private key  {files.PrivateKeyPath}");
        output.Line($"public key   {files.PublicKeyPath}");
        output.Line($"SHA-256      {files.Fingerprint}");
        output.Line($"register it: ./hub partner add {id} --name NAME --key {files.PublicKeyPath} --algorithm {algorithm}");
        return ExitCode.Ok;
    }

    private static int Show(Output output, TrustOptions trust)
    {
        var authority = new CertificateAuthority(Authority(trust), TimeProvider.System);
        if (!File.Exists(authority.RootCertificatePath) || !File.Exists(trust.TrustAnchorsFile))
        {
            throw new CommandException(ExitCode.NotFound, $"nothing in {trust.KeysFolder}: ./hub cert init makes it");
        }

        using var root = authority.LoadRoot();
        using var server = authority.LoadServer();
        var keys = TrustAnchors.Load(trust.TrustAnchorsFile).KeysOf(trust.LogId);
        output.Json(new
        {
            root = new { file = authority.RootCertificatePath, root.NotAfter },
            server = new { file = authority.ServerCertificatePath, server.NotAfter },
            log = keys.Select(key => new
            {
                key.KeyId,
                algorithm = key.Algorithm.ToString(),
                key.NotBefore,
                key.NotAfter,
                fingerprint = key.Fingerprint(),
            }),
        });
        output.Line($"root     until {root.NotAfter:yyyy-MM-dd}  {authority.RootCertificatePath}");
        output.Line($"server   until {server.NotAfter:yyyy-MM-dd}  {authority.ServerCertificatePath}");
        foreach (var key in keys)
        {
            output.Line($"log      {key.KeyId}  {key.Algorithm}  from {key.NotBefore:yyyy-MM-dd}  SHA-256 {key.Fingerprint()}");
        }

        return ExitCode.Ok;
    }

    // Replacing or orphaning a key is refused; a wrong name is the command line's fault.
    private static T Refusing<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (IOException e)
        {
            throw new CommandException(ExitCode.Refused, e.Message);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.Usage, e.Message);
        }
    }
}
