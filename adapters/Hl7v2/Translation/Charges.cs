using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// FT1: one fee line each. CG is a charge, CD (and CR) returns one: quantity and amount become negative and FT1-31 names the line returned.
/// Payments, co-payments and adjustments (PY, CO, AJ) are the hospital's own bookkeeping and are no charges.
/// </summary>
internal static class Charges
{
    public static IReadOnlyList<FeeLine> Read(Hl7Message message, SenderRules rules, VisitFacts visit) =>
        [.. message.All("FT1").Where(IsCharge).Select(ft1 => One(ft1, rules, visit))];

    /// <summary>Department and doctor of each line.</summary>
    public static IEnumerable<Extension> Facts(Hl7Message message, VisitFacts visit)
    {
        var row = 0;
        foreach (var ft1 in message.All("FT1").Where(IsCharge))
        {
            yield return new Extension("feedetail", row, "bilg_dept_codg", Or(ft1.Short(13, 1, 30), visit.DepartmentCode));
            yield return new Extension("feedetail", row, "bilg_dept_name", Or(ft1.Short(13, 2, 100), visit.DepartmentName));
            yield return new Extension("feedetail", row, "bilg_dr_codg", Or(ft1.Short(21, 1, 30), Or(ft1.Short(20, 1, 30), visit.Doctor)));
            yield return new Extension("feedetail", row, "bilg_dr_name", Or(NameOf(ft1, 21), Or(NameOf(ft1, 20), visit.DoctorName)));
            yield return new Extension("feedetail", row, "rx_circ_flag", "0");
            yield return new Extension("feedetail", row, "hosp_appr_flag", "1");
            yield return new Extension("feedetail", row, "med_type", visit.MedicalCategory);
            row++;
        }
    }

    private static bool IsCharge(Hl7Segment ft1) => ft1.Short(6) switch
    {
        "CG" or "CD" or "CR" => true,
        "PY" or "CO" or "AJ" => false,
        "" => throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, ft1, 6),
        _ => throw Reading.Refuse(Hl7v2ErrorCodes.TableValue, ft1, 6),
    };

    private static FeeLine One(Hl7Segment ft1, SenderRules rules, VisitFacts visit)
    {
        var returns = ft1.Short(6) != "CG";
        var quantity = ft1.QuantityOrNull(10) ?? 1m;
        var (price, amount) = Price(ft1, Math.Abs(quantity));
        var (national, own) = Codes(ft1, rules);
        if (quantity == 0m || (!returns && quantity < 0m))
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.FieldKind, ft1, 10);
        }

        return new FeeLine
        {
            SerialNumber = ft1.Need(2, 1, 30),
            ReturnsSerialNumber = returns && ft1.Short(31, 1, 30) is { Length: > 0 } original ? original : null,
            BatchNumber = ft1.Short(3, 1, 30) is { Length: > 0 } batch && visit.Setting == CareSetting.Outpatient ? batch : null,
            CatalogueCode = national,
            InstitutionCode = own,
            OccurredAt = ft1.TimeOrNull(4) ?? throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, ft1, 4),
            Quantity = returns ? -Math.Abs(quantity) : quantity,
            UnitPrice = price,
            Amount = returns ? -amount : amount,
        };
    }

    // FT1-11 is the amount of the line, FT1-12 the price of one. One of them follows from the other only where nothing is rounded.
    private static (decimal Price, Money Amount) Price(Hl7Segment ft1, decimal quantity)
    {
        var amount = ft1.AmountOrNull(11);
        var price = ft1.PriceOrNull(12) ?? ft1.PriceOrNull(22);
        if (amount is { Fen: < 0 } || price < 0m)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.FieldKind, ft1, amount is { Fen: < 0 } ? 11 : 12);
        }

        try
        {
            return (amount, price) switch
            {
                ({ } a, { } p) => (p, a),
                ({ } a, null) when quantity > 0m && a.Yuan / quantity is var p && decimal.Round(p, 6) == p => (p, a),
                (null, { } p) => (p, Money.FromYuan(p * quantity)),
                ({ }, null) => throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, ft1, 12),
                _ => throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, ft1, 11),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, ft1, 11);
        }
    }

    // FT1-7 holds two codes at most; the coding system says which is the national one. Without it the alternate code is, or the only one.
    private static (string National, string Own) Codes(Hl7Segment ft1, SenderRules rules)
    {
        var (first, second) = (ft1.Need(7, 1, 150), ft1.Short(7, 4, 150));
        return rules.NationalSystems.Contains(ft1.Short(7, 3)) ? (first, Or(second, first)) : (Or(second, first), first);
    }

    private static string NameOf(Hl7Segment ft1, int field) =>
        (ft1.Value(field, 2) + ft1.Value(field, 3)).Trim() is { Length: <= 50 } name && !name.Any(char.IsControl) ? name : "";

    private static string Or(string first, string second) => first.Length > 0 ? first : second;
}
