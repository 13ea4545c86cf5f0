using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>Money elements as fen, exactly.</summary>
internal static class Amounts
{
    private const string Currency = "CNY";

    /// <summary>An amount; zero and a finding when it is missing, not in CNY or no whole fen.</summary>
    public static Money Read(FhirNode? element, string expression, FindingList findings)
    {
        if (element is null)
        {
            findings.Add(FhirErrorCodes.Required, expression);
            return Money.Zero;
        }

        if (element.Text("currency") != Currency)
        {
            findings.Add(FhirErrorCodes.Currency, expression + ".currency");
            return Money.Zero;
        }

        if (Literals.Fen(element.Text("value")) is { } fen)
        {
            return new Money(fen);
        }

        findings.Add(FhirErrorCodes.Currency, expression + ".value");
        return Money.Zero;
    }

    /// <summary>A price: no amount, at most six decimals.</summary>
    public static decimal Price(FhirNode? element, string expression, FindingList findings)
    {
        if (element is null)
        {
            findings.Add(FhirErrorCodes.Required, expression);
        }
        else if (element.Text("currency") != Currency)
        {
            findings.Add(FhirErrorCodes.Currency, expression + ".currency");
        }
        else if (Literals.Exact(element.Text("value"), 6) is { } price and >= 0 and < 100_000_000)
        {
            return price;
        }
        else
        {
            findings.Add(FhirErrorCodes.Value, expression + ".value", "a price has at most six decimals and is not negative");
        }

        return 0;
    }
}
