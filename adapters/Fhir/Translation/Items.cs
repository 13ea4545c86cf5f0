using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Claim.item as fee lines.</summary>
internal sealed class Items(FindingList findings, string claimKey)
{
    private const int SerialCharactersMax = 30;
    private const int CodeCharactersMax = 50;

    public List<FeeLine> Read(FhirNode claim, DateTime? begins)
    {
        var lines = new List<FeeLine>();
        var sequences = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in claim.All("item"))
        {
            var path = FormattableString.Invariant($"Claim.item[{index++}]");
            if (!sequences.Add(item.Text("sequence") ?? ""))
            {
                findings.Add(FhirErrorCodes.Contradiction, path + ".sequence", "is given twice");
            }

            lines.Add(Line(item, path, begins));
        }

        if (index == 0)
        {
            findings.Add(FhirErrorCodes.Required, "Claim.item");
        }

        return lines;
    }

    private FeeLine Line(FhirNode item, string path, DateTime? begins)
    {
        foreach (var name in (ReadOnlySpan<string>)["detail", "factor", "modifierExtension"])
        {
            if (item.Child(name) is not null)
            {
                findings.Add(FhirErrorCodes.NotSupported, path + "." + name);
            }
        }

        var product = item.Child("productOrService");
        var amount = Amounts.Read(item.Child("net"), path + ".net", findings);
        var price = Amounts.Price(item.Child("unitPrice"), path + ".unitPrice", findings);
        var quantity = Literals.Exact(item.Text("quantity", "value"), 4) ?? 0;
        if (quantity is <= 0 or >= 1_000_000_000)
        {
            findings.Add(FhirErrorCodes.Value, path + ".quantity", "a quantity is positive and has at most four decimals");
        }
        else if (Math.Abs((price * quantity) - amount.Yuan) > 0.01m)
        {
            findings.Add(FhirErrorCodes.Contradiction, path + ".net", "is not unitPrice x quantity within 0.01");
        }

        var at = item.Text("servicedDate") ?? item.Text("serviced") ?? item.Text("serviced", "start");
        return new FeeLine
        {
            SerialNumber = Serial(item, path),
            CatalogueCode = Code(product, Names.CatalogueCode, path),
            InstitutionCode = Code(product, Names.InstitutionItem, path),
            OccurredAt = (at is { Length: 10 } && begins is { } b && Literals.Local(at) == b.Date ? b : Literals.Local(at)) ?? begins ?? default,
            Quantity = quantity,
            UnitPrice = price,
            Amount = amount,
        };
    }

    private string Code(FhirNode? product, string system, string path)
    {
        var stated = FindingList.Coded(product, system)?.Text("code");
        var code = findings.Require(stated, FhirErrorCodes.CodeSystem, path + ".productOrService", "coded in " + system);
        if (code.Length > CodeCharactersMax)
        {
            findings.Add(FhirErrorCodes.Value, path + ".productOrService", "a code has at most 50 characters");
        }

        return code;
    }

    /// <summary>
    /// feedetl_sn: what the extension says, else made of the claim's identifier and the item's number, so that it is the same at every repeat
    /// and different in every claim.
    /// </summary>
    private string Serial(FhirNode item, string path)
    {
        if (FindingList.Extended(item, Names.LineNumber) is { } own)
        {
            if (own.Length > SerialCharactersMax || !own.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                findings.Add(FhirErrorCodes.Value, path + ".extension", "a line number has at most 30 letters, digits, - _ .");
            }

            return own;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(claimKey)).AsSpan(0, 10));
        return string.Create(CultureInfo.InvariantCulture, $"{digest}-{item.Text("sequence")}");
    }
}
