using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// Who it is and how she proves it: PID, IN1 and ZMI. What ZMI says goes first, because it speaks the national dictionary; PID-3 is read by the
/// identifier types of the sender's rules.
/// </summary>
internal static class Persons
{
    private const int IdentifierMax = 50;

    public static Person Read(Hl7Message message, SenderRules rules)
    {
        var pid = message.Need("PID");
        var zmi = message.First("ZMI");
        var resident = Identifier(pid, rules.ResidentIds) ?? Resident(pid.Short(19));
        return new Person
        {
            Number = Or(zmi?.Short(8, 1, 30), Identifier(pid, rules.PersonNumbers)),
            DocumentType = Or(zmi?.Short(6, 1, 6), resident is null ? null : DocumentTypes.ResidentIdCard),
            DocumentNumber = Or(zmi?.Short(7, 1, IdentifierMax), resident),
            Name = Name(pid),
            Gender = Gender(pid),
            BirthDate = BirthDate(pid),
        };
    }

    public static Credential Credential(Hl7Message message, SenderRules rules)
    {
        var pid = message.Need("PID");
        if (message.First("ZMI") is { } zmi && zmi.Short(3, 1, 3) is { Length: > 0 } type)
        {
            return new Credential { Type = type, Number = zmi.Need(4, 1, IdentifierMax), CardSerial = Or(zmi.Short(5, 1, 32), null) };
        }

        return Credential(pid, rules) ?? throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, pid, 3);
    }

    public static Credential? Credential(Hl7Segment pid, SenderRules rules)
    {
        if (Identifier(pid, rules.ElectronicCredentials) is { } token)
        {
            return new Credential { Type = CredentialTypes.ElectronicCredential, Number = token };
        }

        // A card counts only together with the number on its chip (card_sn), which comes as the check digit or in ZMI-5.
        return (Identifier(pid, rules.ResidentIds) ?? Resident(pid.Short(19))) is { } resident
            ? new Credential { Type = CredentialTypes.ResidentIdCard, Number = resident }
            : Identifier(pid, rules.Cards) is { } card
                ? new Credential { Type = CredentialTypes.SocialSecurityCard, Number = card, CardSerial = CardSerial(pid, rules) }
                : null;
    }

    /// <summary>insutype: ZMI-1, a known code in IN1-2 or IN1-15, the sender's default.</summary>
    public static string InsuranceType(Hl7Message message, SenderRules rules)
    {
        if (message.First("ZMI") is { } zmi && zmi.Short(1, 1, 6) is { Length: > 0 } said)
        {
            return said;
        }

        foreach (var in1 in message.All("IN1"))
        {
            foreach (var field in (ReadOnlySpan<int>)[2, 15])
            {
                if (in1.Short(field) is { Length: 3 } code && NhsaCodes.Contains(InsuranceTypes.Field, code))
                {
                    return code;
                }
            }
        }

        return rules.Sender.InsuranceType is { Length: > 0 } usual ? usual : throw Reading.Refuse(Hl7v2ErrorCodes.FieldMissing, "IN1", 2);
    }

    /// <summary>The identifier of PID-3 (PID-4, PID-2 in old systems) whose type is one of these.</summary>
    public static string? Identifier(Hl7Segment pid, IReadOnlySet<string> types)
    {
        foreach (var field in (ReadOnlySpan<int>)[3, 4, 2])
        {
            for (var i = 1; i <= pid.Repetitions(field); i++)
            {
                if (types.Contains(pid.Short(field, 5, repetition: i)) && pid.Short(field, 1, IdentifierMax, i) is { Length: > 0 } id)
                {
                    return id;
                }
            }
        }

        return null;
    }

    public static string? Name(Hl7Segment pid)
    {
        var chosen = 1;
        for (var i = 1; i <= pid.Repetitions(5); i++)
        {
            // XPN.8: I ideographic, P phonetic, A alphabetic. The card bears the ideographic one.
            if (pid.Short(5, 8, repetition: i) == "I")
            {
                chosen = i;
            }
        }

        var (family, given) = (pid.Short(5, 1, 50, chosen), pid.Short(5, 2, 50, chosen));
        var together = family.Any(c => c > '\u2e7f') || given.Any(c => c > '\u2e7f') ? family + given : (family + " " + given).Trim();
        return together.Length == 0 ? null : together;
    }

    public static string? Gender(Hl7Segment pid) => pid.Short(8) switch
    {
        "" => null,
        "M" or "1" => Genders.Male,
        "F" or "2" => Genders.Female,
        "U" or "0" => Genders.Unknown,
        "O" or "A" or "N" or "9" => Genders.Unspecified,
        _ => throw Reading.Refuse(Hl7v2ErrorCodes.TableValue, pid, 8),
    };

    public static DateOnly? BirthDate(Hl7Segment pid) => pid.TimeOrNull(7) is { } time ? DateOnly.FromDateTime(time) : null;

    private static string? CardSerial(Hl7Segment pid, SenderRules rules)
    {
        for (var i = 1; i <= pid.Repetitions(3); i++)
        {
            if (rules.Cards.Contains(pid.Short(3, 5, repetition: i)) && pid.Short(3, 2, 32, i) is { Length: > 0 } serial)
            {
                return serial;
            }
        }

        return null;
    }

    private static string? Resident(string text) => ResidentId.TryParse(text, out var id) ? id.Value : null;

    private static string? Or(string? first, string? second) => string.IsNullOrEmpty(first) ? second : first;
}
