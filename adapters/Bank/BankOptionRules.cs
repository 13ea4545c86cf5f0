using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Adapters.Bank.Profiles;

namespace Hub.Adapters.Bank;

/// <summary>Holds the settings against the rules at their declarations, and the few between banks.</summary>
internal static class BankOptionRules
{
    private const int BanksMax = 100;

    /// <exception cref="BankProfileException">The first setting that is wrong.</exception>
    public static void Check(BankOptions options)
    {
        if (options.Banks.Count > BanksMax)
        {
            throw Wrong("Banks", string.Create(CultureInfo.InvariantCulture, $"has at most {BanksMax} banks"));
        }

        Section("Transfer", options.Transfer);
        if (options.Transfer.LateAnswerLimit < options.Transfer.UnknownAfter)
        {
            throw Wrong("Transfer:LateAnswerLimit", "must not be below UnknownAfter");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Banks.Count; i++)
        {
            var bank = options.Banks[i];
            var name = string.Create(CultureInfo.InvariantCulture, $"Banks:{i}");
            Section(name, bank);
            Section(name + ":Sftp", bank.Sftp);
            Section(name + ":Payer", bank.Payer);
            Section(name + ":Limits", bank.Limits);
            if (!ids.Add(bank.Id))
            {
                throw Wrong(name + ":Id", "stands twice");
            }
        }
    }

    private static void Section(string name, object section)
    {
        foreach (var property in section.GetType().GetProperties())
        {
            var value = property.GetValue(section);
            foreach (var rule in property.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>())
            {
                // The framework lets an empty text pass a pattern; here a pattern means that there must be something.
                var isMissing = rule is RegularExpressionAttribute && value is null or "";
                if (isMissing || !rule.IsValid(value))
                {
                    throw Wrong(name + ":" + property.Name, isMissing ? "is required" : RuleOf(rule));
                }
            }
        }
    }

    private static string RuleOf(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"must be {range.Minimum} to {range.Maximum}"),
        RegularExpressionAttribute pattern => "must match " + pattern.Pattern,
        _ => "is required",
    };

    private static BankProfileException Wrong(string member, string rule) => new("hub.json", "Bank:" + member, rule);
}
