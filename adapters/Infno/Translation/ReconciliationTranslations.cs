using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Translation;

/// <summary>3201 医药机构费用结算对总账. The balanced code is the profile's (0 in Hunan, 000000 in Hubei).</summary>
internal sealed class ReconcileTotalsTranslation(string balancedCode) : Translation<ReconcileTotals, TotalsCompared>
{
    protected override ReconcileTotals Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new ReconcileTotals
        {
            Origin = origin,
            InsuranceType = row.Need("insutype"),
            ClearingType = row.Need("clr_type"),
            SettlementAgency = row.Need("setl_optins"),
            From = row.Date("stmt_begndate") ?? default,
            To = row.Date("stmt_enddate") ?? default,
            Total = row.Money("medfee_sumamt"),
            FundTotal = row.Money("fund_pay_sumamt"),
            PersonalAccount = row.Money("acct_pay"),
            Count = row.Integer("fixmedins_setl_cnt"),
            IncludesRefunds = row.Text("refd_setl_flag") != "0",
            Extensions = input.Rest(),
        };
    }

    protected override void Write(ReconcileTotals command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("insutype", command.InsuranceType);
        row.Set("clr_type", command.ClearingType);
        row.Set("setl_optins", command.SettlementAgency);
        row.Set("stmt_begndate", command.From);
        row.Set("stmt_enddate", command.To);
        row.Set("medfee_sumamt", command.Total);
        row.Set("fund_pay_sumamt", command.FundTotal);
        row.Set("acct_pay", command.PersonalAccount);
        row.Set("fixmedins_setl_cnt", command.Count);
        row.Set("refd_setl_flag", command.IncludesRefunds ? "1" : "0");
        row.Set("fixmedins_refd_setl_flag", command.IncludesRefunds ? "1" : "0");
        input.Add(command.Extensions);
    }

    protected override TotalsCompared ReadAnswer(string infno, BodyReading output)
    {
        var row = output.Row("stmtinfo");
        var result = row.Need("stmt_rslt");
        return new TotalsCompared(result == balancedCode || result.All(c => c == '0'), row.Need("setl_optins"), row.Need("stmt_rslt_dscr"));
    }

    protected override void WriteAnswer(string infno, TotalsCompared reply, BodyWriting output)
    {
        var row = output.NewRow("stmtinfo");
        row.Set("setl_optins", reply.SettlementAgency);
        row.Set("stmt_rslt", reply.Balanced ? balancedCode : "1");
        row.Set("stmt_rslt_dscr", reply.Text);
    }
}

/// <summary>3202 医药机构费用结算对明细账.</summary>
internal sealed class ReconcileDetailsTranslation : Translation<ReconcileDetails, DetailsCompared>
{
    protected override ReconcileDetails Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("data");
        return new ReconcileDetails
        {
            Origin = origin,
            SettlementAgency = row.Need("setl_optins"),
            FileTicket = row.Need("file_qury_no"),
            From = row.Date("stmt_begndate") ?? default,
            To = row.Date("stmt_enddate") ?? default,
            Total = row.Money("medfee_sumamt"),
            FundTotal = row.Money("fund_pay_sumamt"),
            Count = row.Integer("fixmedins_setl_cnt"),
            ClearingType = row.Need("clr_type"),
            IncludesRefunds = row.Text("refd_setl_flag") != "0",
            Extensions = input.Rest(),
        };
    }

    protected override void Write(ReconcileDetails command, BodyWriting input)
    {
        var row = input.NewRow("data");
        row.Set("setl_optins", command.SettlementAgency);
        row.Set("file_qury_no", command.FileTicket);
        row.Set("stmt_begndate", command.From);
        row.Set("stmt_enddate", command.To);
        row.Set("medfee_sumamt", command.Total);
        row.Set("fund_pay_sumamt", command.FundTotal);
        row.Set("cash_payamt", Money.Zero);
        row.Set("fixmedins_setl_cnt", command.Count);
        row.Set("clr_type", command.ClearingType);
        row.Set("refd_setl_flag", command.IncludesRefunds ? "1" : "0");
        row.Set("fixmedins_refd_setl_flag", command.IncludesRefunds ? "1" : "0");
        input.Add(command.Extensions);
    }

    protected override DetailsCompared ReadAnswer(string infno, BodyReading output)
    {
        var row = output.Row("fileinfo");
        return new DetailsCompared(row.Need("file_qury_no"), row.Need("filename"), row.Time("dld_endtime"));
    }

    protected override void WriteAnswer(string infno, DetailsCompared reply, BodyWriting output)
    {
        var row = output.NewRow("fileinfo");
        row.Set("file_qury_no", reply.FileTicket);
        row.Set("filename", reply.FileName);
        row.Set("dld_endtime", reply.AvailableUntil);
    }
}

/// <summary>9101 文件上传. The bytes come as Base64, as an array of byte numbers, or in the second part of a multipart body.</summary>
internal sealed class StoreFileTranslation : Translation<StoreFile, FileStored>
{
    protected override StoreFile Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("fsUploadIn");
        return new StoreFile
        {
            Origin = origin,
            FileName = row.Need("filename"),
            Content = FileBytes.Decode(row.Raw("in").Span),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(StoreFile command, BodyWriting input)
    {
        var row = input.NewRow("fsUploadIn");
        row.Set("in", Convert.ToBase64String(command.Content.Span));
        row.Set("filename", command.FileName);
        row.Set("fixmedins_code", command.Origin.Institution);
        input.Add(command.Extensions);
    }

    protected override FileStored ReadAnswer(string infno, BodyReading output)
    {
        var row = output.Row(Wire.Schema.NodeTable.RootName);
        return new FileStored(row.Need("file_qury_no"), row.Need("filename"), row.Time("dld_endtime"), row.Need("fixmedins_code"));
    }

    protected override void WriteAnswer(string infno, FileStored reply, BodyWriting output)
    {
        var row = output.NewRow(Wire.Schema.NodeTable.RootName);
        row.Set("file_qury_no", reply.FileTicket);
        row.Set("filename", reply.FileName);
        row.Set("fixmedins_code", reply.Institution);
        row.Set("dld_endtime", Wire.WireTime.Write(reply.AvailableUntil));
    }
}

/// <summary>9102 文件下载. A success is answered with the bytes themselves, so there is no output body either way.</summary>
internal sealed class FetchFileTranslation : Translation<FetchFile, FileFetched>
{
    protected override FetchFile Read(string infno, Origin origin, BodyReading input)
    {
        var row = input.Row("fsDownloadIn");
        return new FetchFile
        {
            Origin = origin,
            FileTicket = row.Need("file_qury_no"),
            FileName = row.Need("filename"),
            Extensions = input.Rest(),
        };
    }

    protected override void Write(FetchFile command, BodyWriting input)
    {
        var row = input.NewRow("fsDownloadIn");
        row.Set("file_qury_no", command.FileTicket);
        row.Set("filename", command.FileName);
        row.Set("fixmedins_code", command.Origin.Institution);
        input.Add(command.Extensions);
    }

    protected override FileFetched ReadAnswer(string infno, BodyReading output) =>
        throw new NotSupportedException("A 9102 is answered with bytes, not with a body.");

    protected override void WriteAnswer(string infno, FileFetched reply, BodyWriting output) =>
        throw new NotSupportedException("A 9102 is answered with bytes, not with a body.");
}
