using System.CommandLine;
using System.Text;
using Hub.Adapters.Infno;
using Hub.Adapters.Infno.Inbound;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub doctor signature FILE</c>: which mistake is behind a signature that is refused. Offline; it accepts nothing.</summary>
internal static class DoctorSignatureCommand
{
    private const long LengthMax = 16 * 1024 * 1024;

    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An infno request as it was sent, or with --signature the signed bytes" };
        var partner = new Option<string?>("--partner") { Description = "Partner id (default: fixmedins_code of the request)" };
        var signature = new Option<string?>("--signature") { Description = "The signature, as text (default: cainfo of the request)" };
        var writing = new Option<string>("--writing") { Description = "base64 or hex: the agreed writing of --signature", DefaultValueFactory = _ => "base64" };
        writing.AcceptOnlyFromAmong("base64", "hex");
        var key = new Option<string?>("--key") { Description = "Key id that the message names" };
        var command = new Command("signature", "Name the mistake behind a refused signature; exit 0 if it is right, 1 if not")
        {
            file, partner, signature, writing, key,
        };
        command.SetAction(parsed =>
        {
            var options = HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options;
            var bytes = Read(parsed.GetRequiredValue(file));
            var registry = PartnerRegistry.Load(options.Trust.PartnersFile);
            Partner Named(string id) => registry.Find(id) ?? throw new CommandException(ExitCode.NotFound, $"no partner {id} in {options.Trust.PartnersFile}");
            var question = parsed.GetValue(signature) is { } text
                ? new SignatureCase
                {
                    Partner = Named(parsed.GetValue(partner) ?? throw new CommandException(ExitCode.Usage, "--signature needs --partner")),
                    Signature = Encoding.UTF8.GetBytes(text),
                    Writing = parsed.GetValue(writing) == "hex" ? SignatureWriting.Hex : SignatureWriting.Base64,
                    Contents = [new("file", bytes)],
                    KeyId = parsed.GetValue(key),
                    ReceivedAt = TimeProvider.System.GetUtcNow(),
                }
                : Infno(options.Infno, bytes, Named, parsed.GetValue(partner), parsed.GetValue(key));
            return Report(new Output(parsed), SignatureDoctor.Diagnose(question));
        });
        return command;
    }

    internal static byte[] Read(string file) => new FileInfo(file) switch
    {
        { Exists: false } => throw new CommandException(ExitCode.NotFound, $"no such file: {file}"),
        { Length: > LengthMax } => throw new CommandException(ExitCode.Refused, $"{file} is larger than 16 MiB"),
        _ => File.ReadAllBytes(file),
    };

    private static SignatureCase Infno(InfnoOptions options, byte[] bytes, Func<string, Partner> named, string? partner, string? key)
    {
        var profiles = new ProfileBook(options);
        ReceivedRequest request;
        try
        {
            request = EnvelopeReader.ReadRequest(bytes, profiles.Find(null).Limits);
        }
        catch (WireRefusedException e)
        {
            throw new CommandException(ExitCode.Failed, $"not an infno request ({e.Violation.Code}); for other messages give --signature and --partner");
        }

        var sender = named(partner ?? request.Envelope.FixmedinsCode);
        var profile = profiles.Find(sender.Profile);
        var plaintext = profile.Cainfo == Adapters.Infno.Profiles.CainfoScheme.PlaintextInput && profile.Body != Adapters.Infno.Profiles.BodyForm.Encrypted
            ? BodyOpener.Open(request.RawInput, profile)
            : default;
        return SignatureQuestion.Of(
                request, name => name == "x-hub-key-id" ? key : null, sender, profile, plaintext, TimeProvider.System.GetUtcNow())
            ?? throw new CommandException(ExitCode.Failed, "the request holds no cainfo; give a detached signature with --signature");
    }

    private static int Report(Output output, SignatureDiagnosis diagnosis)
    {
        output.Json(new
        {
            verdict = diagnosis.Verdict.ToString().ToLowerInvariant(),
            coverage = diagnosis.Coverage,
            form = diagnosis.Form,
            mistakes = diagnosis.Mistakes,
        });
        output.Line(diagnosis.Verdict switch
        {
            SignatureVerdict.Right => output.Paint("right", 32) + ": the signature verifies as agreed",
            SignatureVerdict.Mistaken => output.Paint("mistaken", 31) + $": it verifies once this is undone (signed: {diagnosis.Coverage})",
            _ => output.Paint("unknown", 33) + $": no known mistake explains it ({diagnosis.Form}); another key, or another content",
        });
        foreach (var mistake in diagnosis.Mistakes)
        {
            output.Line($"  {mistake.Code}  {mistake.Chinese}");
            output.Line($"           {mistake.English}");
            output.Line($"        -> {mistake.ChineseFix}; {mistake.EnglishFix}");
        }

        return diagnosis.Verdict == SignatureVerdict.Right ? ExitCode.Ok : ExitCode.Failed;
    }
}
