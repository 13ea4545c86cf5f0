// npm soap calls the hub: SOAP 1.1 and 1.2, password digest and RSA signature. Each line of the output is one outcome.
const soap = require('soap');
const fs = require('fs');
const [address, folder] = process.argv.slice(2);
let number = 0;
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const security = {
  digest: () => new soap.WSSecurity('his', 's3cret', { passwordType: 'PasswordDigest', hasNonce: true, hasTimeStamp: false }),
  rsa: () => new soap.WSSecurityCert(fs.readFileSync(folder + '/rsa.key'), fs.readFileSync(folder + '/rsa.crt'), '', {
    hasTimeStamp: true, signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', digestAlgorithm: sha256,
  }),
};
const claim = (total) => ({
  Header: { MessageId: 'node-' + number++, TreatmentDivision: '430100' }, Setting: 'Outpatient', VisitNumber: 'V1',
  Person: { DocumentType: '01', DocumentNumber: '11010519491231002X', Name: '测试甲' }, Credential: { Type: '02', Number: '11010519491231002X' },
  InsuranceType: '310', MedicalCategory: '11', BeginsAt: '2026-11-28T09:00:00', Diagnosis: [{ Type: '1', Rank: 1, Code: 'J00.x00', Name: '急性鼻咽炎' }],
  FeeLine: [{ SerialNumber: '1', CatalogueCode: 'C', InstitutionCode: 'A', OccurredAt: '2026-11-28T09:00:00', Quantity: '2', UnitPrice: '6.17', Amount: '12.34' }],
  Total: total,
});
(async () => {
  for (const name of ['digest', 'rsa']) {
    for (const version of ['11', '12']) {
      const options = { forceSoap12Headers: version === '12' };
      const typed = await soap.createClientAsync(address + '/soap/MedicalInsurance?wsdl', options);
      typed.setSecurity(security[name]());
      const [answer] = await typed.SubmitClaimAsync(claim('12.34'));
      console.log(name, version, 'claim', String(answer.Adjudication.Total));
      try {
        await typed.SubmitClaimAsync(claim('12.345'));
      } catch (e) {
        const fault = e.root.Envelope.Body.Fault;
        console.log(name, version, 'fault', (fault.detail || fault.Detail).HubFault.Code);
      }
      const legacy = await soap.createClientAsync(address + '/soap/HisService.asmx?wsdl', options);
      legacy.setSecurity(security[name]());
      const inner = `<input><msgid>node-${number++}</msgid><mdtrtarea_admvs>430100</mdtrtarea_admvs><signIn><opter_no>张三</opter_no></signIn></input>`;
      const [result] = await legacy.CallServiceAsync({ funcId: '9001', xml: inner });
      console.log(name, version, 'call', result.CallServiceResult);
    }
  }
})().catch((e) => { console.error(e.message, e.body || ''); process.exit(1); });
