using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>Rules that look at more than one field (nhsa.md A1.1 #4, A4 notes).</summary>
internal static class BetweenFields
{
    public static void Check(RequestEnvelope? envelope, InfnoDocument body, ViolationList list)
    {
        var anyPerson = false;
        for (var position = 0; position < body.RowCount && !list.IsFull; position++)
        {
            var row = body.RowAt(position);
            anyPerson |= Filled(row, "psn_no");
            if (body.Table.Direction == InfnoDirection.Input)
            {
                Credentials(row, list);
                Returns(row, list);
                Period(row, "begntime", "endtime", list);
                Period(row, "stmt_begndate", "stmt_enddate", list);
            }
        }

        if (envelope is not null && anyPerson && envelope.InsuplcAdmdvs.Length == 0)
        {
            list.Add(InfnoErrorCodes.InsuredDivisionRequired, "envelope", field: "insuplc_admdvs");
        }
    }

    private static bool Filled(InfnoRow row, string field) => row.Node.IndexOf(field) >= 0 && row.HasValue(field);

    private static void Credentials(InfnoRow row, ViolationList list)
    {
        var node = row.Node;
        if (node.IndexOf("mdtrt_cert_type") < 0)
        {
            return;
        }

        // card_sn is younger than the baseline and absent in the field outside Hunan: the profile decides how grave it is.
        if (IsThree(row) && node.IndexOf("card_sn") >= 0 && !row.HasValue("card_sn"))
        {
            list.Add(InfnoErrorCodes.CardSerialRequired, node.Name, row.Number, "card_sn");
        }

        if (node.IndexOf("mdtrt_cert_no") >= 0 && node.IndexOf("certno") >= 0
            && !row.HasValue("mdtrt_cert_no") && !row.HasValue("certno"))
        {
            list.Add(InfnoErrorCodes.CredentialRequired, node.Name, row.Number, "mdtrt_cert_no");
        }
    }

    private static bool IsThree(InfnoRow row) => row.Raw("mdtrt_cert_type").Span.SequenceEqual("03"u8);

    private static void Returns(InfnoRow row, ViolationList list)
    {
        if (row.Node.IndexOf("init_feedetl_sn") >= 0 && !row.HasValue("init_feedetl_sn")
            && AmountRules.Value(row, "cnt") is { } count && count < 0)
        {
            list.Add(InfnoErrorCodes.NegativeWithoutOriginal, row.Node.Name, row.Number, "init_feedetl_sn");
        }
    }

    private static void Period(InfnoRow row, string begin, string end, ViolationList list)
    {
        if (Filled(row, begin) && Filled(row, end)
            && WireTime.TryParse(row.Raw(begin).Span, out var from)
            && WireTime.TryParse(row.Raw(end).Span, out var to)
            && to < from)
        {
            list.Add(InfnoErrorCodes.PeriodReversed, row.Node.Name, row.Number, end);
        }
    }
}
