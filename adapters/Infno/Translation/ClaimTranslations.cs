using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>2204 门诊费用明细信息上传 and 2301 住院费用明细上传.</summary>
internal sealed class AddFeeLinesTranslation : Translation<AddFeeLines, FeeLinesPriced>
{
    protected override AddFeeLines Read(string infno, Origin origin, BodyReading input)
    {
        // Every row repeats the encounter and the person; the validator has seen to it that they agree.
        string encounter = "", person = "";
        foreach (var row in input.Rows("feedetail"))
        {
            (encounter, person) = (row.Need("mdtrt_id"), row.Need("psn_no"));
        }

        return new AddFeeLines
        {
            Origin = origin,
            Setting = infno == "2301" ? CareSetting.Inpatient : CareSetting.Outpatient,
            EncounterId = encounter,
            PersonNumber = person,
            Lines = FeeLines.Read(input, "feedetail"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(AddFeeLines command, BodyWriting input)
    {
        FeeLines.Write(command.Lines, input, "feedetail", command.EncounterId, command.PersonNumber);
        input.Add(command.Extensions);
    }

    protected override FeeLinesPriced ReadAnswer(string infno, BodyReading output) =>
        new() { Lines = FeeLines.ReadPriced(output, "result"), Extensions = output.Rest() };

    protected override void WriteAnswer(string infno, FeeLinesPriced reply, BodyWriting output)
    {
        FeeLines.Write(reply.Lines, output, "result");
        output.Add(reply.Extensions);
    }
}

/// <summary>2205 门诊费用明细信息撤销 (one batch) and 2302 住院费用明细撤销 (one row per line).</summary>
internal sealed class RemoveFeeLinesTranslation : AcknowledgedTranslation<RemoveFeeLines>
{
    protected override RemoveFeeLines Read(string infno, Origin origin, BodyReading input)
    {
        string encounter = "", person = "";
        var selectors = new List<string>();
        foreach (var row in input.Rows("data"))
        {
            (encounter, person) = (row.Need("mdtrt_id"), row.Need("psn_no"));
            selectors.Add(row.Need(infno == "2302" ? "feedetl_sn" : "chrg_bchno"));
        }

        return new RemoveFeeLines
        {
            Origin = origin,
            Setting = infno == "2302" ? CareSetting.Inpatient : CareSetting.Outpatient,
            EncounterId = encounter,
            PersonNumber = person,
            Selectors = selectors,
            Extensions = input.Rest(),
        };
    }

    protected override void Write(RemoveFeeLines command, BodyWriting input)
    {
        foreach (var selector in command.Selectors)
        {
            var row = input.NewRow("data");
            row.Set("mdtrt_id", command.EncounterId);
            row.Set("psn_no", command.PersonNumber);
            row.Set(command.Setting == CareSetting.Inpatient ? "feedetl_sn" : "chrg_bchno", selector);
        }

        input.Add(command.Extensions);
    }
}

/// <summary>2101/2102 药店, 2206/2207 门诊, 2303/2304 住院: trial settlement and settlement.</summary>
internal sealed class SettleTranslation : Translation<Settle, Adjudicated>
{
    private static bool IsPharmacy(string infno) => infno is "2101" or "2102";

    protected override Settle Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row(IsPharmacy(infno) ? "druginfo" : "data");
        return new Settle
        {
            Origin = origin,
            Setting = IsPharmacy(infno) ? CareSetting.Pharmacy : infno is "2303" or "2304" ? CareSetting.Inpatient : CareSetting.Outpatient,
            Trial = infno is "2101" or "2206" or "2303",
            EncounterId = row.Text("mdtrt_id"),
            Person = Persons.Read(row),
            Credential = Persons.ReadCredential(row),
            InsuranceType = row.Need("insutype"),
            MedicalCategory = row.Need("med_type"),
            Total = row.Money("medfee_sumamt"),
            BatchNumber = row.Text("chrg_bchno"),
            UsePersonalAccount = row.Flag("acct_used_flag"),
            Lines = IsPharmacy(infno) ? FeeLines.Read(input, "drugdetail") : [],
            Extensions = input.Rest(),
        };
    }

    protected override void Write(Settle command, BodyWriting input)
    {
        var row = input.NewRow(command.Setting == CareSetting.Pharmacy ? "druginfo" : "data");
        row.Set("mdtrt_id", command.EncounterId);
        Persons.Write(command.Person, row);
        Persons.Write(command.Credential, row);
        row.Set("insutype", command.InsuranceType);
        row.Set("med_type", command.MedicalCategory);
        row.Set("medfee_sumamt", command.Total);
        row.Set("chrg_bchno", command.BatchNumber);
        row.Set("acct_used_flag", command.UsePersonalAccount ? "1" : "0");
        FeeLines.Write(command.Lines, input, "drugdetail", null, null);
        input.Add(command.Extensions);
    }

    protected override Adjudicated ReadAnswer(string infno, BodyReading output)
    {
        var adjudication = Adjudications.Read(output);
        return new Adjudicated
        {
            Adjudication = IsPharmacy(infno) ? adjudication with { Lines = FeeLines.ReadPriced(output, "detlcutinfo") } : adjudication,
            Extensions = output.Rest(),
        };
    }

    protected override void WriteAnswer(string infno, Adjudicated reply, BodyWriting output)
    {
        Adjudications.Write(reply.Adjudication, output);
        if (IsPharmacy(infno))
        {
            FeeLines.Write(reply.Adjudication.Lines, output, "detlcutinfo");
        }

        output.Add(reply.Extensions);
    }
}

/// <summary>2103, 2208, 2305: cancel a settlement.</summary>
internal sealed class CancelSettlementTranslation : Translation<CancelSettlement, Adjudicated>
{
    protected override CancelSettlement Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new CancelSettlement
        {
            Origin = origin,
            Setting = SettingOf(infno),
            SettlementId = row.Need("setl_id"),
            EncounterId = row.Need("mdtrt_id"),
            PersonNumber = row.Need("psn_no"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(CancelSettlement command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("setl_id", command.SettlementId);
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("psn_no", command.PersonNumber);
        input.Add(command.Extensions);
    }

    protected override Adjudicated ReadAnswer(string infno, BodyReading output) =>
        new() { Adjudication = Adjudications.Read(output), Extensions = output.Rest() };

    protected override void WriteAnswer(string infno, Adjudicated reply, BodyWriting output)
    {
        Adjudications.Write(reply.Adjudication, output);
        output.Add(reply.Extensions);
    }

    internal static CareSetting SettingOf(string infno) => infno switch
    {
        "2103" => CareSetting.Pharmacy,
        "2305" => CareSetting.Inpatient,
        _ => CareSetting.Outpatient,
    };
}

/// <summary>2601 冲正交易.</summary>
internal sealed class ReverseTranslation : AcknowledgedTranslation<ReverseMessage>
{
    protected override ReverseMessage Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new ReverseMessage
        {
            Origin = origin,
            PersonNumber = row.Need("psn_no"),
            OriginalKey = row.Need("omsgid"),
            OriginalKind = row.Need("oinfno"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(ReverseMessage command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("psn_no", command.PersonNumber);
        row.Set("omsgid", command.OriginalKey);
        row.Set("oinfno", command.OriginalKind);
        input.Add(command.Extensions);
    }
}

/// <summary>4101 医疗保障基金结算清单信息上传.</summary>
internal sealed class SettlementListTranslation : AcknowledgedTranslation<SubmitSettlementList>
{
    protected override SubmitSettlementList Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("setlinfo");
        return new SubmitSettlementList
        {
            Origin = origin,
            EncounterId = row.Need("mdtrt_id"),
            SettlementId = row.Need("setl_id"),
            PersonNumber = row.Need("psn_no"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(SubmitSettlementList command, BodyWriting input)
    {
        var row = input.NewRow("setlinfo");
        row.Set("mdtrt_id", command.EncounterId);
        row.Set("setl_id", command.SettlementId);
        row.Set("psn_no", command.PersonNumber);
        input.Add(command.Extensions);
    }
}
