using System.CommandLine;
using System.Globalization;
using Hub.Certs.Registry;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub partner list|show|check|add</c>: the registry of who may talk to the hub.</summary>
internal static class PartnerCommand
{
    /// <summary>Keys that expire within this time are worth a warning.</summary>
    internal static readonly TimeSpan ExpiringSoon = TimeSpan.FromDays(30);

    internal static Command Create()
    {
        var list = new Command("list", "Every partner, one a line");
        list.SetAction(parsed => List(new Output(parsed), Registry(parsed)));
        var id = new Argument<string>("ID") { Description = "Partner id" };
        var show = new Command("show", "One partner with its keys and their fingerprints") { id };
        show.SetAction(parsed => Show(new Output(parsed), Registry(parsed), parsed.GetRequiredValue(id)));
        var check = new Command("check", "Validate the registry and say what expires soon");
        check.SetAction(parsed => Check(new Output(parsed), Registry(parsed)));
        return new Command("partner", "The partner registry") { list, show, check, PartnerAddCommand.Create() };
    }

    internal static string RegistryFile(ParseResult parsed) =>
        HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options.Trust.PartnersFile;

    /// <summary>What an operator should do about a partner before <paramref name="soon"/>.</summary>
    internal static IEnumerable<string> Warnings(Partner partner, DateTimeOffset soon)
    {
        if (partner.Keys.Count > 0 && !partner.Keys.Any(key => key.IsUsableAt(soon)))
        {
            yield return $"{partner.Id}: no key is usable after {soon:yyyy-MM-dd}; register the partner's next key";
        }

        if (partner.Keys.Count == 0 && partner.Gateways.Count == 0)
        {
            yield return $"{partner.Id}: neither key nor gateway access; nothing it sends can be accepted";
        }
    }

    private static PartnerRegistry Registry(ParseResult parsed)
    {
        var file = RegistryFile(parsed);
        return File.Exists(file)
            ? PartnerRegistry.Load(file)
            : throw new CommandException(ExitCode.NotFound, $"no registry at {file}: ./hub cert init makes one for development");
    }

    private static int List(Output output, PartnerRegistry registry)
    {
        output.Json(registry.Partners.Select(Describe));
        foreach (var partner in registry.Partners)
        {
            output.Line($"{partner.Id,-16} {partner.Kind,-10} {partner.Status,-10} {partner.Keys.Count} keys  {partner.Name}");
        }

        return ExitCode.Ok;
    }

    private static int Show(Output output, PartnerRegistry registry, string id)
    {
        var partner = registry.Find(id) ?? throw new CommandException(ExitCode.NotFound, $"no partner {id}");
        output.Json(Describe(partner));
        output.Line($"{partner.Id}  {partner.Name}");
        output.Line($"  kind {partner.Kind}, {partner.Status}, profile {partner.Profile ?? "(default)"}");
        output.Line($"  transactions {(partner.AllowedInfno.Count == 0 ? "all of its kind" : string.Join(' ', partner.AllowedInfno))}");
        foreach (var gateway in partner.Gateways)
        {
            output.Line($"  gateway {gateway.Scheme}, access key {gateway.AccessKey}, secret at {gateway.Secret}");
        }

        foreach (var key in partner.Keys)
        {
            output.Line($"  key {key.Key.KeyId}  {key.Key.Algorithm}, {key.Status}, {Day(key.Key.NotBefore)} to {Day(key.Key.NotAfter)}");
            output.Line($"      SHA-256 {key.Key.Fingerprint()}");
        }

        return ExitCode.Ok;
    }

    private static int Check(Output output, PartnerRegistry registry)
    {
        var soon = TimeProvider.System.GetUtcNow() + ExpiringSoon;
        var warnings = registry.Partners
            .Where(partner => partner.Status == PartnerStatus.Active)
            .SelectMany(partner => Warnings(partner, soon))
            .ToList();
        output.Json(new { ok = true, partners = registry.Partners.Count, warnings });
        foreach (var warning in warnings)
        {
            output.Line(output.Paint("warn", 33) + " " + warning);
        }

        output.Line($"{registry.Partners.Count} partners, {warnings.Count} warnings");
        return ExitCode.Ok;
    }

    private static object Describe(Partner partner) => new
    {
        partner.Id,
        partner.Name,
        kind = partner.Kind.ToString(),
        status = partner.Status.ToString(),
        partner.Profile,
        partner.AllowedInfno,
        gateways = partner.Gateways.Select(g => new { scheme = g.Scheme.ToString(), g.AccessKey, secret = g.Secret.ToString() }),
        keys = partner.Keys.Select(k => new
        {
            k.Key.KeyId,
            algorithm = k.Key.Algorithm.ToString(),
            status = k.Status.ToString(),
            k.Key.NotBefore,
            k.Key.NotAfter,
            fingerprint = k.Key.Fingerprint(),
        }),
    };

    private static string Day(DateTimeOffset moment) =>
        moment == DateTimeOffset.MinValue || moment == DateTimeOffset.MaxValue
            ? "ever"
            : moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
