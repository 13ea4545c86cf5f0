using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Transactions;

/// <summary>9001, 9002, 1101, 2001, 5206, 5301.</summary>
internal static class PersonTransactions
{
    /// <summary>9001.</summary>
    public static void SignIn(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        string opter = request.Input.RequiredNode("signIn").Required("opter_no");
        string signNo = state.NextId('9');
        state.SignIns[signNo] = opter;
        output.WriteStartObject();
        output.WriteStartObject("signinoutb"u8);
        output.WriteString("sign_time"u8, ChinaTime.Stamp(state.Now));
        output.WriteString("sign_no"u8, signNo);
        output.WriteEndObject();
        output.WriteEndObject();
    }

    /// <summary>9002: only after a sign-in of the same operator.</summary>
    public static void SignOut(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("signOut");
        string signNo = data.Required("sign_no");
        if (!state.SignIns.TryGetValue(signNo, out string? opter) || opter != data.Required("opter_no"))
        {
            throw new CoreRefusalException("未签到，不能签退");
        }
        state.SignIns.Remove(signNo);
        output.WriteStartObject();
        output.WriteStartObject("sign_time"u8);
        output.WriteString("sign_time"u8, ChinaTime.Stamp(state.Now));
        output.WriteEndObject();
        output.WriteEndObject();
    }

    /// <summary>1101.</summary>
    public static void Identify(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        JsonElement data = request.Input.RequiredNode("data");
        string certNo = data.Text("certno");
        if (certNo.Length == 0)
        {
            certNo = data.Required("mdtrt_cert_no");
        }
        Person person = state.Population.ByCertNo(certNo);
        state.Remember(person);
        output.WriteStartObject();
        output.WriteStartObject("baseinfo"u8);
        output.WriteString("psn_no"u8, person.PsnNo);
        output.WriteString("psn_cert_type"u8, "01"u8);
        output.WriteString("certno"u8, person.CertNo);
        output.WriteString("psn_name"u8, person.Name);
        output.WriteString("gend"u8, person.Gender);
        output.WriteString("naty"u8, "01"u8);
        output.WriteString("brdy"u8, ChinaTime.Day(person.Birth.ToDateTime(TimeOnly.MinValue)));
        output.WriteNumber("age"u8, person.AgeOn(DateOnly.FromDateTime(state.Now)));
        output.WriteString("exp_content"u8, ""u8);
        output.WriteEndObject();
        WriteInsurance(state, person, output);
        WriteIdentities(person, output);
        output.WriteEndObject();
    }

    /// <summary>2001: one row, always entitled.</summary>
    public static void CheckEntitlement(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Person person = state.PersonOf(request.Input.RequiredNode("data"));
        output.WriteStartObject();
        output.WriteStartArray("trtinfo"u8);
        output.WriteStartObject();
        output.WriteString("psn_no"u8, person.PsnNo);
        output.WriteString("trt_chk_type"u8, "1"u8);
        output.WriteString("fund_pay_type"u8, person.InsuType == "310" ? "310100"u8 : "390100"u8);
        output.WriteString("trt_enjymnt_flag"u8, "1"u8);
        output.WriteString("begndate"u8, "2020-01-01"u8);
        output.WriteString("enddate"u8, ""u8);
        output.WriteString("trt_chk_rslt"u8, ""u8);
        output.WriteEndObject();
        output.WriteEndArray();
        output.WriteEndObject();
    }

    /// <summary>5206: deductible and fund payments of the year.</summary>
    public static void Accumulations(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Person person = state.PersonOf(request.Input.RequiredNode("data"));
        AccountState account = state.Books.AccountOf(person);
        output.WriteStartObject();
        output.WriteStartArray("cuminfo"u8);
        WriteAccumulation(state, person, output, "Y_DEDC_CUM", account.DeductiblePaidFen);
        WriteAccumulation(state, person, output, "Y_HIFP_CUM", account.FundPaidFen);
        output.WriteEndArray();
        output.WriteEndObject();
    }

    /// <summary>5301: every eighth person has one approved disease.</summary>
    public static void ApprovedDiseases(CoreState state, CoreRequest request, Utf8JsonWriter output)
    {
        Person person = state.PersonOf(request.Input.RequiredNode("data"));
        output.WriteStartObject();
        output.WriteStartArray("feedetail"u8);
        if (person.Number % 8 == 0)
        {
            output.WriteStartObject();
            output.WriteString("opsp_dise_code"u8, "M03900"u8);
            output.WriteString("opsp_dise_name"u8, "高血压");
            output.WriteString("begndate"u8, "2024-01-01"u8);
            output.WriteString("enddate"u8, ""u8);
            output.WriteEndObject();
        }
        output.WriteEndArray();
        output.WriteEndObject();
    }

    private static void WriteInsurance(CoreState state, Person person, Utf8JsonWriter output)
    {
        output.WriteStartArray("insuinfo"u8);
        output.WriteStartObject();
        output.WriteNumber("balc"u8, Fen.ToYuan(state.Books.AccountOf(person).BalanceFen));
        output.WriteString("insutype"u8, person.InsuType);
        output.WriteString("psn_type"u8, person.PsnType);
        output.WriteString("psn_insu_stas"u8, "1"u8);
        output.WriteString("psn_insu_date"u8, "2015-01-01"u8);
        output.WriteString("paus_insu_date"u8, ""u8);
        output.WriteString("cvlserv_flag"u8, person.CivilServant ? "1"u8 : "0"u8);
        output.WriteString("insuplc_admdvs"u8, state.Options.Division);
        output.WriteString("emp_name"u8, person.InsuType == "310" ? "示例单位" : "");
        output.WriteEndObject();
        output.WriteEndArray();
    }

    private static void WriteIdentities(Person person, Utf8JsonWriter output)
    {
        output.WriteStartArray("idetinfo"u8);
        if (person.Assistance)
        {
            output.WriteStartObject();
            output.WriteString("psn_idet_type"u8, "2"u8);
            output.WriteString("psn_type_lv"u8, ""u8);
            output.WriteString("memo"u8, ""u8);
            output.WriteString("begntime"u8, "2024-01-01 00:00:00"u8);
            output.WriteString("endtime"u8, ""u8);
            output.WriteEndObject();
        }
        output.WriteEndArray();
    }

    private static void WriteAccumulation(CoreState state, Person person, Utf8JsonWriter output, string type, long fen)
    {
        DateTime now = state.Now;
        output.WriteStartObject();
        output.WriteString("insutype"u8, person.InsuType);
        output.WriteString("year"u8, now.ToString("yyyy", CultureInfo.InvariantCulture));
        output.WriteString("cum_ym"u8, now.ToString("yyyyMM", CultureInfo.InvariantCulture));
        output.WriteString("cum_type_code"u8, type);
        output.WriteNumber("cum"u8, Fen.ToYuan(fen));
        output.WriteEndObject();
    }
}
