using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Hub.Adapters.Hl7v2;

namespace Hub.Host.Configuration;

/// <summary>Checks settings against the rules at their declarations, and the few rules between settings.</summary>
internal static class OptionRules
{
    internal static IReadOnlyList<OptionProblem> Check(HubOptions options) =>
        [.. OptionTree.Leaves(options).SelectMany(CheckOne), .. CheckTogether(options)];

    private static IEnumerable<OptionProblem> CheckOne(OptionLeaf leaf)
    {
        foreach (var rule in leaf.Property.GetCustomAttributes(inherit: true).OfType<ValidationAttribute>())
        {
            if (rule is RangeAttribute range)
            {
                range.ParseLimitsInInvariantCulture = true;
                range.ConvertValueInInvariantCulture = true;
            }

            if (rule.IsValid(leaf.Value))
            {
                continue;
            }

            var text = leaf.IsSecret ? "" : leaf.Text;
            yield return rule switch
            {
                RangeAttribute limits => new(leaf.Name, text, $"must be {Limit(limits.Minimum)} to {Limit(limits.Maximum)}", "write a value in this range"),
                PatternAttribute pattern => new(leaf.Name, text, $"must match {pattern.Pattern}", pattern.Fix),
                RequiredAttribute => new(leaf.Name, text, "must not be empty", "write a value, or leave the setting out for its default"),
                _ => new(leaf.Name, text, "breaks a rule of its declaration", "see docs/hub.schema.json"),
            };
        }
    }

    private static IEnumerable<OptionProblem> CheckTogether(HubOptions options)
    {
        var http = options.Http;
        if (!IPAddress.TryParse(http.Address, out var address))
        {
            yield return new("Http:Address", http.Address, "must be an IP address", "write 127.0.0.1");
        }
        else if (!IPAddress.IsLoopback(address) && http.CertificateFile.Length == 0)
        {
            yield return new("Http:Address", http.Address, "is reachable from other machines without TLS", "set Http:CertificateFile, or listen on 127.0.0.1");
        }

        IEnumerable<string> sections =
        [
            .. (options.Journal with { ConnectionString = "-" }).Problems().Select(problem => "Journal:" + problem),
            .. (options.PaymentBook with { ConnectionString = "-" }).Problems().Select(problem => "PaymentBook:" + problem),
            .. options.Settlement.Problems(), .. options.Reconciliation.Problems(), .. options.Payment.Problems(), .. Hl7v2OptionRules.Problems(options.Hl7v2),
        ];
        foreach (var problem in sections)
        {
            var name = problem.Split(' ')[0];
            yield return new(name, "", problem[name.Length..].Trim(), "write a value in this range");
        }

        if ((http.CertificateFile.Length == 0) != (http.CertificateKeyFile.Length == 0))
        {
            yield return new("Http:CertificateKeyFile", http.CertificateKeyFile, "certificate and key go together", "set both or neither");
        }
    }

    private static string Limit(object limit) => Convert.ToString(limit, CultureInfo.InvariantCulture) ?? "";
}
